/** A span in which a desktop ran. */
export interface Interval {
  desktopId: string;
  startedAt: Date;
  endedAt: Date | null;
  ratePerHourMicros: number;
}

/** Seconds and cost by some name. */
export interface Amounts {
  runningSeconds: number;
  costMicros: number;
}

const DAY_MS = 86_400_000;

/** Use within a span of time: in all, by UTC day and by desktop. A desktop that runs counts up to `now`. */
export const summarize = (intervals: Interval[], span: { from: Date; to: Date }, now: Date) => {
  const days = new Map<string, Amounts>();
  const desktops = new Map<string, Amounts>();
  const total: Amounts = { runningSeconds: 0, costMicros: 0 };
  for (const interval of [...intervals].sort(byStart)) {
    const desktop = entry(desktops, interval.desktopId);
    for (const { day, seconds } of splitByDay(interval, span, now)) {
      // What the desktop's cost grows by, so that days, desktops and total add up to the same whole numbers.
      const costMicros =
        costOf(desktop.runningSeconds + seconds, interval) -
        costOf(desktop.runningSeconds, interval);
      for (const sum of [total, entry(days, day), desktop]) {
        sum.runningSeconds += seconds;
        sum.costMicros += costMicros;
      }
    }
  }
  return {
    total,
    days: list(days).sort(byName),
    desktops: list(desktops).sort(byUse).slice(0, 100),
  };
};

const costOf = (seconds: number, { ratePerHourMicros }: Interval): number =>
  Math.floor((seconds * ratePerHourMicros) / 3600);

/** Whole seconds of an interval by UTC day; together they are the interval's whole seconds. */
const splitByDay = (
  { startedAt, endedAt }: Interval,
  span: { from: Date; to: Date },
  now: Date,
) => {
  const begin = Math.max(startedAt.getTime(), span.from.getTime());
  const end = Math.min((endedAt ?? now).getTime(), span.to.getTime());
  const parts: { day: string; seconds: number }[] = [];
  for (let at = begin; at < end;) {
    const midnight = (Math.floor(at / DAY_MS) + 1) * DAY_MS;
    const until = Math.min(midnight, end);
    parts.push({
      day: new Date(at).toISOString().slice(0, 10),
      seconds: Math.floor((until - begin) / 1000) - Math.floor((at - begin) / 1000),
    });
    at = until;
  }
  return parts;
};

const entry = (map: Map<string, Amounts>, name: string): Amounts => {
  const found = map.get(name) ?? { runningSeconds: 0, costMicros: 0 };
  map.set(name, found);
  return found;
};

const list = (map: Map<string, Amounts>) =>
  [...map].map(([name, amounts]) => ({ name, ...amounts }));
const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name);
const byUse = (a: Amounts, b: Amounts) => b.runningSeconds - a.runningSeconds;
const byStart = (a: Interval, b: Interval) => a.startedAt.getTime() - b.startedAt.getTime();

import type { UsageDay } from 'cyberdesk';

const DAY_MS = 86_400_000;

/** Spans to choose from. */
export const spans = [
  { id: 'week', label: '7 days', days: 7 },
  { id: 'month', label: '30 days', days: 30 },
  { id: 'quarter', label: '90 days', days: 90 },
] as const;

export type SpanId = (typeof spans)[number]['id'];

/** Begin of a span that ends today: midnight of UTC, because usage is counted by days of UTC. */
export const beginOf = (id: SpanId, now: number): string => {
  const { days } = spans.find((span) => span.id === id) ?? spans[0];
  const midnight = Math.floor(now / DAY_MS) * DAY_MS;
  return new Date(midnight - (days - 1) * DAY_MS).toISOString();
};

/** Every day of a span; the API leaves out those without use. */
export const everyDay = (days: UsageDay[], from: string, to: string): UsageDay[] => {
  const known = new Map(days.map((day) => [day.day, day]));
  const all: UsageDay[] = [];
  for (let at = Date.parse(from.slice(0, 10)); at <= Date.parse(to); at += DAY_MS) {
    const day = new Date(at).toISOString().slice(0, 10);
    all.push(known.get(day) ?? { day, runningSeconds: 0, costMicros: 0 });
  }
  return all;
};

/** The top of an axis for values up to `most`: a round number, with a round number of steps below it. */
export const axisOf = (most: number): { top: number; step: number } => {
  if (most <= 0) return { top: 1, step: 1 };
  const rough = most / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step =
    [1, 2, 2.5, 5, 10].map((each) => each * power).find((each) => each >= rough) ?? rough;
  return { top: Math.ceil(most / step) * step, step };
};

/** `1 h 05 min`, `12 min`, `8 s`. */
export const duration = (seconds: number): string => {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
};

/** `59:07`, `1:02:09`: what is left until a moment. */
export const countdown = (until: string, now = Date.now()): string => {
  const left = Math.max(0, Math.floor((Date.parse(until) - now) / 1000));
  const parts = [Math.floor(left / 60) % 60, left % 60].map((part) =>
    String(part).padStart(2, '0'),
  );
  const hours = Math.floor(left / 3600);
  return hours > 0 ? `${hours}:${parts.join(':')}` : parts.join(':');
};

/** Money in millionths, with as many digits as it needs to show. */
export const money = (micros: number, currency: string): string => {
  const amount = micros / 1_000_000;
  const digits = amount !== 0 && Math.abs(amount) < 0.1 ? 4 : 2;
  return new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency,
    minimumFractionDigits: 2,
    maximumFractionDigits: digits,
  }).format(amount);
};

/** `2 GiB`. */
export const bytes = (count: number): string => {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const step = count < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(count) / 10));
  return `${Number((count / 1024 ** step).toFixed(1))} ${units[step]}`;
};

const ago = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** `5 minutes ago`, `in 2 hours`. */
export const relative = (moment: string, now = Date.now()): string => {
  const seconds = (Date.parse(moment) - now) / 1000;
  if (Math.abs(seconds) < 60) return 'just now';
  const [unit, size] = (
    [
      ['day', 86_400],
      ['hour', 3_600],
      ['minute', 60],
    ] as const
  ).find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  return ago.format(Math.round(seconds / size), unit);
};

/** `Nov 23, 2026, 1:05 PM`, in the reader's time zone. */
export const dateTime = (moment: string): string =>
  new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(moment),
  );

/** `23 Nov`: a day of UTC, as usage is counted. */
export const utcDay = (day: string): string =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );

/** `1 desktop`, `2 desktops`. */
export const counted = (amount: number, one: string, many = `${one}s`): string =>
  `${new Intl.NumberFormat('en').format(amount)} ${amount === 1 ? one : many}`;

/** `1:05:09 PM`, of today; of another day with its date. */
export const timeOfDay = (moment: string, now = new Date()): string => {
  const date = new Date(moment);
  const isToday = date.toDateString() === now.toDateString();
  return new Intl.DateTimeFormat('en', {
    timeStyle: 'medium',
    ...(isToday ? {} : { dateStyle: 'medium' }),
  }).format(date);
};

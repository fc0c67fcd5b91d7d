/** What may be done with a desktop in a state. States that are not known here allow nothing but deleting. */

const STARTABLE = new Set(['stopped', 'failed']);
const EXTENDABLE = new Set(['pending', 'starting', 'running', 'paused']);
const GONE = new Set(['deleting', 'deleted']);
const PASSING = new Set(['pending', 'starting', 'stopping', 'deleting']);

export const canStart = (state: string): boolean => STARTABLE.has(state);
export const canStop = (state: string): boolean => EXTENDABLE.has(state);
export const canExtend = (state: string): boolean => EXTENDABLE.has(state);
export const canDelete = (state: string): boolean => !GONE.has(state);
/** True for states that end by themselves. */
export const isPassing = (state: string): boolean => PASSING.has(state);

/** What a desktop has cost at a moment: what the API said, and what it has run since. */
export const costAt = (
  cost: { accruedMicros: number; ratePerHourMicros: number },
  state: string,
  secondsSince: number,
): number =>
  state === 'running'
    ? cost.accruedMicros + (cost.ratePerHourMicros * Math.max(0, secondsSince)) / 3_600
    : cost.accruedMicros;

/** What is left until a deadline, in words of urgency. */
export const urgency = (expiresAt: string, now: number): 'calm' | 'soon' | 'now' => {
  const minutes = (Date.parse(expiresAt) - now) / 60_000;
  if (minutes > 10) return 'calm';
  return minutes > 2 ? 'soon' : 'now';
};

/** Name of a phase of the cluster as a public state. */
export const stateOfPhase = (phase: string): string => phase.toLowerCase();

const PASSING = new Set(['pending', 'starting', 'stopping', 'deleting']);

/** True for a state that ends by itself. */
export const isPassing = (state: string): boolean => PASSING.has(state);

/** True when a start that was asked for has come to an end, good or bad. */
export const startEnded = (state: string): boolean =>
  ['running', 'failed', 'stopped', 'deleted'].includes(state);

import { reasons } from '../constants.ts';
import type { InstancePhase, InstanceStatus } from '../resources.ts';

const keptTransitions = 16;

export interface Step {
  phase: InstancePhase;
  reason: string;
  message: string;
}

/** The RFC 3339 form of the contract, to the millisecond. */
export const timestamp = (ms: number): string => new Date(ms).toISOString();

/** Phase, sequence and history after a step; unchanged when the step is where we stand. */
export function transition(status: InstanceStatus, step: Step, now: number): InstanceStatus {
  if (status.phase === step.phase && status.reason === step.reason) return status;
  const sequence = (status.sequence ?? 0) + 1;
  const at = timestamp(now);
  const transitions = [...(status.transitions ?? []), { sequence, ...step, at }];
  return {
    ...status,
    ...step,
    sequence,
    since: status.phase === step.phase ? (status.since ?? at) : at,
    transitions: transitions.slice(-keptTransitions),
  };
}

/**
 * When the start that is under way began: the first of the unbroken row of starting phases. The
 * time in which it waited for room is no part of it.
 */
export function startingSince(status: InstanceStatus | undefined): number | undefined {
  const { phase, reason, transitions = [] } = status ?? {};
  if (!starts({ phase, reason })) return undefined;
  const before = transitions.findLastIndex((entry) => !starts(entry));
  const first = transitions[before + 1]?.at ?? status?.since;
  return first === undefined ? undefined : Date.parse(first);
}

const starts = ({ phase, reason }: { phase?: InstancePhase; reason?: string }): boolean =>
  (phase === 'Pending' || phase === 'Starting') && reason !== reasons.quotaExceeded;

import type {
  Instance,
  InstanceTransition,
  RunningInterval,
} from '@cyberdesk/generated/gateway/types.gen';
import { fromResourceName } from '@cyberdesk/kit/ids';
import { stateOfPhase } from './domain/states.ts';
import type { Report } from './store/projection.ts';

/** What an instance's status says, in the words of the public API. */
export const reportOf = ({ name, createdAt, status }: Instance): Report => {
  const { intervals = [], transitions = [] } = status;
  const since = new Date(status.since ?? createdAt);
  const runningSince = runningSinceOf(intervals);
  return {
    id: fromResourceName(name),
    sequence: status.sequence ?? 0,
    state: stateOfPhase(status.phase ?? 'Pending'),
    reason: status.reason ?? 'Accepted',
    message: status.message ?? 'The cluster has accepted the desktop.',
    since,
    runningSeconds: status.runningSeconds ?? 0,
    runningSince,
    // Whoever wrote the newest of these times saw the interval open.
    observedAt: runningSince && new Date(Math.max(runningSince.getTime(), since.getTime())),
    transitions: transitions.map(transitionOf),
    intervals: intervals.map(intervalOf),
  };
};

const runningSinceOf = (intervals: RunningInterval[]): Date | null => {
  const open = intervals.find(({ endedAt }) => endedAt === undefined);
  return open ? new Date(open.startedAt) : null;
};

const transitionOf = ({ sequence, phase, reason, message, at }: InstanceTransition) => ({
  ...{ sequence, reason, message },
  state: stateOfPhase(phase),
  at: new Date(at),
});

const intervalOf = ({ uid, startedAt, endedAt }: RunningInterval) => ({
  uid,
  startedAt: new Date(startedAt),
  endedAt: endedAt ? new Date(endedAt) : null,
});

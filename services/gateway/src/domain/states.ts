import { type Instance, stateOf } from './instance.ts';
import { Refusal } from './refusal.ts';

/** What is being deleted takes no other wish. */
export const refuseDeleted = (instance: Instance): void => {
  if (instance.spec.desiredState !== 'Deleted') return;
  const currentState = stateOf(instance);
  throw new Refusal('desktopStateConflict', 'The desktop is being deleted.', { currentState });
};

/** Refuses what only a running machine can do; one that stands still counts as running. */
export const refuseStopped = (instance: Instance): void => {
  const { phase } = instance.status;
  const isWanted = ['Running', 'Paused'].includes(instance.spec.desiredState);
  if (isWanted && (phase === 'Running' || phase === 'Paused')) return;
  const currentState = stateOf(instance);
  const detail = `The desktop is ${currentState}. Start it, or wait until it is running.`;
  throw new Refusal('desktopNotRunning', detail, { currentState });
};

/** Refuses what needs a disk, of an instance that never had a machine. */
export const refuseDiskless = (instance: Instance): void => {
  if (instance.status.machine !== undefined) return;
  const currentState = stateOf(instance);
  const detail = 'The desktop has no disk yet. Wait until it is running.';
  throw new Refusal('desktopStateConflict', detail, { currentState });
};

/** A deadline lies ahead. */
export const refusePast = (expiresAt: string | undefined): void => {
  if (expiresAt === undefined || Date.parse(expiresAt) > Date.now()) return;
  throw new Refusal('deadlineInvalid', 'expiresAt must lie in the future.');
};

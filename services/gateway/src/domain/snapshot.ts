import type { Snapshot } from '@cyberdesk/generated/gateway/types.gen';
import type { SnapshotResource } from '../clients/cluster.ts';
import { Refusal } from './refusal.ts';

export type { Snapshot } from '@cyberdesk/generated/gateway/types.gen';

/** A resource as the contract shows it. */
export const toSnapshot = ({ metadata, spec, status = {} }: SnapshotResource): Snapshot => ({
  name: metadata.name,
  uid: metadata.uid ?? '',
  createdAt: metadata.creationTimestamp ?? '',
  spec,
  status,
});

/** True when the disk is gone: only the record is left. */
export const isGone = ({ status }: Snapshot): boolean => status.phase === 'Deleted';

/** The same words for what does not exist and for what belongs to somebody else. */
export const noSuchSnapshot = (): Refusal =>
  new Refusal('notFound', 'No snapshot of this cluster has this name.');

/** A disk can be made only of a snapshot that is complete and stays. */
export const refuseUnready = ({ spec, status }: Snapshot): void => {
  const { phase = 'Pending', reason } = status;
  if (phase === 'Ready' && spec.desiredState === 'Present') return;
  const why = reason === undefined ? '' : `, ${reason}`;
  const isLost = ['Failed', 'Deleting', 'Deleted'].includes(phase);
  const isLeaving = isLost || spec.desiredState === 'Deleted';
  const advice = isLeaving ? 'Use another one.' : 'Wait until it is Ready.';
  const state = spec.desiredState === 'Deleted' ? 'being deleted' : `${phase}${why}`;
  throw new Refusal('snapshotNotReady', `The snapshot is ${state}. ${advice}`);
};

import type {
  CyberdeskAccount,
  CyberdeskAccountStatus,
  CyberdeskInstance,
  CyberdeskInstanceStatus,
  CyberdeskPool,
  CyberdeskPoolStatus,
  CyberdeskSnapshot,
  CyberdeskSnapshotStatus,
} from '@cyberdesk/generated/crd/types.gen';
import type { ObjectMeta } from '@cyberdesk/kube/objects';
import { projectMetadata } from './kubevirt.ts';

export type {
  Condition,
  CyberdeskInstanceSpec as InstanceSpec,
  CyberdeskPoolSpec as PoolSpec,
  CyberdeskSnapshotSpec as SnapshotSpec,
  InstanceMachine,
  InstanceNetwork,
  InstanceNetworkStatus,
  InstancePhase,
  InstanceProvisioning,
  RetiredInstance,
  RunningInterval,
} from '@cyberdesk/generated/crd/types.gen';

/** The contract's custom resources as they come from the apiserver: with a name. */
export type Instance = Omit<CyberdeskInstance, 'metadata'> & { metadata: ObjectMeta };
export type InstanceStatus = CyberdeskInstanceStatus;
export type Account = Omit<CyberdeskAccount, 'metadata'> & { metadata: ObjectMeta };
export type AccountStatus = CyberdeskAccountStatus;
export type Pool = Omit<CyberdeskPool, 'metadata'> & { metadata: ObjectMeta };
export type PoolStatus = CyberdeskPoolStatus;
export type Snapshot = Omit<CyberdeskSnapshot, 'metadata'> & { metadata: ObjectMeta };
export type SnapshotStatus = CyberdeskSnapshotStatus;

/** What the caches keep of a resource of ours: all but the bulk of its metadata. */
export const projectResource = <T extends { metadata: ObjectMeta }>(object: T): T => ({
  ...object,
  metadata: projectMetadata(object.metadata),
});

import type {
  CyberdeskAccount,
  CyberdeskAccountStatus,
  CyberdeskInstance,
  CyberdeskInstanceStatus,
} from '@cyberdesk/generated/crd/types.gen';
import type { ObjectMeta } from '@cyberdesk/kube/objects';
import { projectMetadata } from './kubevirt.ts';

export type {
  Condition,
  CyberdeskInstanceSpec as InstanceSpec,
  InstanceMachine,
  InstancePhase,
  RetiredInstance,
  RunningInterval,
} from '@cyberdesk/generated/crd/types.gen';

/** The contract's custom resources as they come from the apiserver: with a name. */
export type Instance = Omit<CyberdeskInstance, 'metadata'> & { metadata: ObjectMeta };
export type InstanceStatus = CyberdeskInstanceStatus;
export type Account = Omit<CyberdeskAccount, 'metadata'> & { metadata: ObjectMeta };
export type AccountStatus = CyberdeskAccountStatus;

export const projectInstance = (instance: Instance): Instance => ({
  ...instance,
  metadata: projectMetadata(instance.metadata),
});

export const projectAccount = (account: Account): Account => ({
  ...account,
  metadata: projectMetadata(account.metadata),
});

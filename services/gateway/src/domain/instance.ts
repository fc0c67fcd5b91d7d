import type { Instance } from '@cyberdesk/generated/gateway/types.gen';
import type { InstanceResource } from '../clients/cluster.ts';

export type { Instance } from '@cyberdesk/generated/gateway/types.gen';

/** A resource as the contract shows it. */
export const toInstance = ({ metadata, spec, status = {} }: InstanceResource): Instance => ({
  name: metadata.name,
  uid: metadata.uid ?? '',
  resourceVersion: metadata.resourceVersion ?? '',
  createdAt: metadata.creationTimestamp ?? '',
  spec,
  status,
});

/** The desktop's state in the public contract's words: `Running` → `running`. */
export const stateOf = ({ status }: Instance): string => (status.phase ?? 'Pending').toLowerCase();

/** True when the machine is gone and the final counters are written. */
export const isDeleted = ({ status }: Instance): boolean =>
  (status.conditions ?? []).some(({ type, status }) => type === 'Deleted' && status === 'True');

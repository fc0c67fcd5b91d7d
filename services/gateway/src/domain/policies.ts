import type {
  InstanceIdlePolicy,
  InstanceNetwork,
  UpdateInstance,
} from '@cyberdesk/generated/gateway/types.gen';
import { Refusal } from './refusal.ts';

type Policies = Pick<UpdateInstance, 'idle' | 'network'>;
type Patch<T> = { [Member in keyof T]?: T[Member] | null };

/** Merge patch that replaces policies as a whole: a member that the new one lacks is gone, and null removes all of it. */
export const changePolicies = ({
  idle,
  network,
}: Policies): {
  idle?: Patch<InstanceIdlePolicy> | null;
  network?: Patch<InstanceNetwork> | null;
} => {
  refuseDomains(network);
  return {
    ...(idle !== undefined && { idle: idle && { processes: null, ...idle } }),
    ...(network !== undefined && { network: network && { ...nothingListed, ...network } }),
  };
};

const nothingListed = { allowCidrs: null, denyCidrs: null, allowDomains: null, denyDomains: null };

/** NetworkPolicies know addresses alone: a rule by name that nothing enforces would be a false promise. */
export const refuseDomains = (network: InstanceNetwork | null | undefined): void => {
  const names = [...(network?.allowDomains ?? []), ...(network?.denyDomains ?? [])];
  if (names.length === 0) return;
  const detail = 'This cluster enforces rules by address alone. Use allowCidrs and denyCidrs.';
  throw new Refusal('networkUnsupported', detail);
};

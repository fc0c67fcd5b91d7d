import type { Instance } from '../resources.ts';

/** A machine of a pool that runs and waits. */
export interface Candidate {
  pool: string;
  shard: string;
  name: string;
}

export type ColdReason = 'Requested' | 'NoPool' | 'PoolEmpty' | 'FromSnapshot';
export type Provision =
  | { kind: 'Warm'; candidate: Candidate }
  | { kind: 'Cold'; reason: ColdReason };

export interface WarmMachines {
  /** A machine for the instance, or why there is none. No other call gets it meanwhile. */
  take(instance: Instance): Provision;
  /** It was not written down for the instance after all. */
  giveBack(candidate: Candidate): void;
  /** False when it is not to be handed out (any more): stale, not ready, or being removed. */
  isUsable(candidate: Candidate): boolean;
}

export const noWarmMachines: WarmMachines = {
  take: ({ spec }) => ({
    kind: 'Cold',
    reason: spec.provisioning === 'Cold' ? 'Requested' : 'NoPool',
  }),
  giveBack: () => {},
  isUsable: () => false,
};

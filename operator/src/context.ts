import type { InstanceUse } from '@cyberdesk/generated/gateway/types.gen';
import type { Clock } from '@cyberdesk/kube/clock';
import type { Logger } from '@cyberdesk/kit/logger';
import type { Cluster } from './cluster.ts';
import type { PoolBook } from './pool/book.ts';
import type { WarmMachines } from './pool/warm.ts';
import type { QuotaLedger } from './reconcile/ledger.ts';
import type { MachineOptions } from './reconcile/virtual-machine.ts';

export interface Binding {
  boundAt: string;
  contractVersion: string;
  /** When the gateway answered, by its own clock. */
  answeredAt?: number;
}

/** KubeVirt's calls that act on a running machine. */
export interface MachineActions {
  pause(shard: string, machine: string): Promise<void>;
  unpause(shard: string, machine: string): Promise<void>;
}

/** What a reconcile may use. */
export interface Context {
  cluster: Cluster;
  namespace: string;
  clock: Clock;
  log: Logger;
  machineOptions: () => Promise<MachineOptions>;
  quota: QuotaLedger;
  /** Machines of pools, ready to be taken. */
  warm: WarmMachines;
  /** What is known of pools and their machines. */
  pools: PoolBook;
  /** Which golden image a template names at the moment. */
  imageRevision: (template: string) => Promise<string>;
  /** Asks the gateway how a desktop is used. */
  use: (instance: string) => Promise<InstanceUse>;
  subresources: MachineActions;
  /** Asks the gateway to bind the machine that stands in the instance's status. */
  bind: (instance: string, uid: string) => Promise<Binding>;
}

/** Thrown at the end of a pass that did all it could: the queue brings the key back. */
export class TryAgain extends Error {
  override readonly name = 'TryAgain';
}

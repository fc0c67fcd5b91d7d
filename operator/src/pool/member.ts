import { instanceUidLabel, poolLabel, templateHashLabel } from '../constants.ts';
import type { VirtualMachine, VirtualMachineInstance } from '../kubevirt.ts';
import { isUnclaimed } from '../reconcile/machine-name.ts';
import { viewMachine } from '../reconcile/machine-view.ts';

/** A machine of a pool that nobody claimed, as the caches know it. */
export interface Member {
  pool: string;
  shard: string;
  name: string;
  uid: string;
  resourceVersion: string;
  hash: string;
  createdAt: number;
  /** It runs, execd answers, and it can be claimed. */
  ready: boolean;
  /** Its run ended, or is another one than the first, or no longer answers. */
  ended: boolean;
  /** UID of its run. */
  run: string | undefined;
  /** Being removed already. */
  leaving: boolean;
}

export function memberOf(
  shard: string,
  vm: VirtualMachine,
  vmi: VirtualMachineInstance | undefined,
): Member | undefined {
  const { name, labels = {} } = vm.metadata;
  const pool = labels[poolLabel];
  if (pool === undefined || labels[instanceUidLabel] !== undefined) return undefined;
  const view = viewMachine(vm, vmi);
  return {
    ...{ pool, shard, name, ...identityOf(vm) },
    hash: labels[templateHashLabel] ?? '',
    ready: isUnclaimed(vm) && view.ready && view.paused === undefined,
    ended: view.end !== undefined,
    run: vmi?.metadata.uid,
    leaving: vm.metadata.deletionTimestamp !== undefined,
  };
}

const identityOf = ({ metadata }: VirtualMachine) => {
  const { uid = '', resourceVersion = '', creationTimestamp = '' } = metadata;
  return { uid, resourceVersion, createdAt: Date.parse(creationTimestamp) };
};

import { createHash } from 'node:crypto';
import type { MachineOptions } from '../reconcile/virtual-machine.ts';
import type { PoolSpec } from '../resources.ts';

export interface HashInput {
  spec: Pick<PoolSpec, 'template' | 'resources'>;
  options: MachineOptions;
  /** Which image the template names at the moment. */
  imageRevision: string;
}

/** Raised when what a machine is made of changes without any of the inputs. */
const machineRevision = 1;

/**
 * Of everything that a machine of a pool is made from. The keys of the cluster are among it: a
 * machine that does not know the newest ones is never handed out.
 */
export function templateHash({ spec, options, imageRevision }: HashInput): string {
  const { template, resources } = spec;
  const { vcpus, memoryMiB, diskGiB } = resources;
  const made = [template, vcpus, memoryMiB, diskGiB, imageRevision, machineRevision];
  const { imagesNamespace, userData, cpuAllocationRatio } = options;
  const text = JSON.stringify([...made, imagesNamespace, userData, cpuAllocationRatio]);
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

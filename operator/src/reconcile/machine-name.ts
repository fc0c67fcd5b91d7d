import {
  instanceUidLabel,
  machineAnnotation,
  poolLabel,
  provisioningAnnotation,
  shardLabel,
} from '../constants.ts';
import type { VirtualMachine } from '../kubevirt.ts';
import type { Instance } from '../resources.ts';

/** The machine that was chosen for an instance: of its own name when it is made for it, another when it came from a pool. */
export const machineName = ({ metadata, status }: Instance): string =>
  status?.machine?.name ?? metadata.annotations?.[machineAnnotation] ?? metadata.name;

/** Whether it was decided where its machine lives. */
export const isPlaced = ({ metadata, status }: Instance): boolean =>
  status?.machine !== undefined || metadata.labels?.[shardLabel] !== undefined;

/** Its machine was chosen from a pool. */
export const isWarm = (instance: Instance): boolean =>
  machineName(instance) !== instance.metadata.name;

export const isOwn = (vm: VirtualMachine | undefined, instance: Instance): boolean =>
  vm?.metadata.labels?.[instanceUidLabel] === instance.metadata.uid;

/** A machine of a pool that nobody claimed and nobody removes. */
export const isUnclaimed = ({ metadata }: VirtualMachine): boolean =>
  metadata.labels?.[poolLabel] !== undefined &&
  metadata.labels[instanceUidLabel] === undefined &&
  metadata.deletionTimestamp === undefined;

/** `Warm` and the pool, or `Cold` and why. */
export function provisioningOf({ metadata }: Instance): { kind: string; detail: string } {
  const [kind = 'Cold', detail = ''] = (metadata.annotations?.[provisioningAnnotation] ?? '').split(
    '/',
  );
  return { kind: kind === '' ? 'Cold' : kind, detail };
}

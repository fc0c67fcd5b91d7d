import type { AccountLimits, AccountUse } from '@cyberdesk/generated/crd/types.gen';
import type { Instance, InstanceStatus } from '../resources.ts';
import type { Fact } from './conditions.ts';
import { openInterval } from './meter.ts';

export type Room = Pick<AccountUse, 'instances' | 'vcpus' | 'memoryMiB'>;
export interface Refusal {
  ok: false;
  reason: 'InstancesExceeded' | 'VcpusExceeded' | 'MemoryExceeded';
  message: string;
}
export type Admission = { ok: true } | Refusal;

const admittedPhases = new Set(['Starting', 'Running', 'Paused', 'Stopping']);

/** True while an instance takes room by its status: it was admitted, or its machine still runs. */
export const takesRoom = (status: InstanceStatus | undefined): boolean =>
  admittedPhases.has(status?.phase ?? '') || openInterval(status) !== undefined;

export const roomOf = ({ spec }: Instance): Room => ({
  instances: 1,
  vcpus: spec.resources.vcpus,
  memoryMiB: spec.resources.memoryMiB,
});

/** Whether one more of this size stays within the limits; the first one exceeded is named. */
export function fits(limits: AccountLimits | undefined, use: Room, more: Room): Admission {
  const { instances, vcpus, memoryMiB } = limits ?? {};
  if (exceeds(instances, use.instances, more.instances)) {
    return refused('InstancesExceeded', `The organization may have ${instances} desktops`);
  }
  if (exceeds(vcpus, use.vcpus, more.vcpus)) {
    return refused('VcpusExceeded', `The organization may use ${vcpus} virtual processors`);
  }
  if (exceeds(memoryMiB, use.memoryMiB, more.memoryMiB)) {
    return refused('MemoryExceeded', `The organization may use ${memoryMiB} MiB of memory`);
  }
  return { ok: true };
}

const exceeds = (limit: number | undefined, used: number, more: number): boolean =>
  limit !== undefined && used + more > limit;

/** The numbers in use are not told: each would be a write for every desktop that waits. */
const refused = (reason: Refusal['reason'], limit: string): Refusal => ({
  ok: false,
  reason,
  message: `${limit} at a time. This one starts when another one stops.`,
});

/** The account's condition: True while a desktop waits for room. */
export function quotaFact(limits: AccountLimits | undefined, waits: Refusal | undefined): Fact {
  const type = 'QuotaExceeded';
  if (waits !== undefined) {
    return { type, status: 'True', reason: waits.reason, message: waits.message };
  }
  const limited = Object.values(limits ?? {}).some((limit) => limit !== undefined);
  return limited
    ? { type, status: 'False', reason: 'WithinLimits', message: 'No desktop waits for room.' }
    : { type, status: 'False', reason: 'Unlimited', message: 'No limit is set.' };
}

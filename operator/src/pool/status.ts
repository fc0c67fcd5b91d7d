import { mergeConditions, type Fact } from '../reconcile/conditions.ts';
import { timestamp } from '../reconcile/transitions.ts';
import type { Pool, PoolStatus } from '../resources.ts';
import type { Member } from './member.ts';
import type { PoolMemory } from './memory.ts';
import { aimOf, isStarting } from './plan.ts';

export interface StatusInput {
  pool: Pool;
  hash: string;
  members: Member[];
  unseen: number;
  memory: PoolMemory;
  /** The apiserver refused a machine. */
  refused: string | undefined;
  now: number;
}

export function poolStatus(input: StatusInput): PoolStatus {
  const { pool, hash, members, unseen, memory, now } = input;
  const observedGeneration = pool.metadata.generation ?? 1;
  const staying = members.filter(({ leaving }) => !leaving);
  const current = staying.filter((member) => member.hash === hash);
  const ready = current.filter((member) => member.ready).length;
  const { failedStarts, notBefore } = memory;
  return {
    observedGeneration,
    templateHash: hash,
    replicas: staying.length + unseen,
    ready,
    starting: current.filter((member) => isStarting(member, memory)).length + unseen,
    stale: staying.length - current.length,
    failedStarts,
    ...(notBefore > now && { notBefore: timestamp(notBefore) }),
    conditions: mergeConditions(
      pool.status?.conditions,
      [filled(input, ready)],
      observedGeneration,
      now,
    ),
  };
}

function filled({ pool, refused, memory, now }: StatusInput, ready: number): Fact {
  const type = 'Filled';
  const aim = aimOf(pool.spec);
  if (refused !== undefined) {
    return { type, status: 'False', reason: 'MachineRefused', message: refused };
  }
  if (ready >= aim) {
    return { type, status: 'True', reason: 'Full', message: 'Every machine can be claimed.' };
  }
  if (memory.notBefore > now) {
    const message = 'Starts failed; the next one waits.';
    return { type, status: 'False', reason: 'BackingOff', message };
  }
  return { type, status: 'False', reason: 'Filling', message: 'Machines start.' };
}

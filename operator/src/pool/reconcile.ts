import { type Context, TryAgain } from '../context.ts';
import type { Outcome } from '../reconcile/account.ts';
import { writeStatus } from '../reconcile/write-status.ts';
import type { Pool } from '../resources.ts';
import { templateHash } from './hash.ts';
import { makeMachines, removeMembers } from './machines.ts';
import { PoolMemory } from './memory.ts';
import { planPool } from './plan.ts';
import { poolStatus } from './status.ts';

// A pool of many machines moves all the time: nobody needs to hear of it more often.
const statusEveryMs = 1_000;
// A new golden image, or new keys of the cluster, make machines stale without an event.
const lookEveryMs = 30_000;

const memories = new WeakMap<Context, Map<string, PoolMemory>>();

/**
 * One pass over one pool: removes what is not to be handed out, makes what is missing. It may end
 * anywhere; machines are found again by their label.
 */
export async function reconcilePool(context: Context, name: string): Promise<Outcome> {
  const pool = context.cluster.pools.cache.get(name);
  const memory = memoryOf(context, name);
  if (pool === undefined || pool.metadata.deletionTimestamp !== undefined) {
    return await drain(context, name, memory);
  }
  const { clock, pools } = context;
  const options = await context.machineOptions();
  const imageRevision = await context.imageRevision(pool.spec.template);
  const hash = templateHash({ spec: pool.spec, options, imageRevision });
  pools.setHash(pool, hash);
  const now = clock.now();
  const seen = memory.settle(pools.members(name), now);
  if (seen.members.some((member) => member.ready && member.hash === hash)) memory.noteReady();
  const { lostSince, notBefore } = memory;
  const plan = planPool({ spec: pool.spec, hash, ...seen, lostSince, notBefore, now });
  memory.noteFailures(plan.late, now);
  await removeMembers(
    context,
    plan.remove.map(({ member }) => member),
    memory,
  );
  const create = plan.late > 0 ? 0 : plan.create;
  const refused = await makeMachines(context, pool, { count: create, hash, options, memory });
  if (refused !== undefined) memory.noteFailures(1, now);
  const told = await tell(context, { pool, hash, memory, refused, now });
  return {
    wakeAt: earliest(
      plan.wakeAt,
      told,
      memory.notBefore > now ? memory.notBefore : undefined,
      now + lookEveryMs,
    ),
  };
}

function memoryOf(context: Context, name: string): PoolMemory {
  const known = memories.get(context) ?? new Map<string, PoolMemory>();
  memories.set(context, known);
  const memory = known.get(name) ?? new PoolMemory();
  known.set(name, memory);
  return memory;
}

/** Writes the status when it differs, and not too often; returns when it is to be looked at again. */
async function tell(
  context: Context,
  input: { pool: Pool; hash: string; memory: PoolMemory; refused: string | undefined; now: number },
): Promise<number | undefined> {
  const { memory, pool, now } = input;
  const seen = memory.settle(context.pools.members(pool.metadata.name), now);
  const status = poolStatus({ ...input, ...seen });
  const soon = memory.writtenAt + statusEveryMs;
  const first = pool.status?.observedGeneration !== pool.metadata.generation;
  if (now < soon && !first) return soon;
  const written = await writeStatus(context.cluster.pools.api, pool, status);
  if (written) memory.writtenAt = now;
  return undefined;
}

/** The pool is gone: nobody will ever claim its machines. Asked for at the apiserver first. */
async function drain(context: Context, name: string, memory: PoolMemory): Promise<Outcome> {
  const { members } = memory.settle(context.pools.members(name), context.clock.now());
  const left = members.filter(({ leaving }) => !leaving);
  if (left.length === 0) return { wakeAt: undefined };
  const fresh = await context.cluster.pools.api.find(name);
  if (fresh !== undefined && fresh.metadata.deletionTimestamp === undefined) {
    throw new TryAgain(`The pool ${name} is there again.`);
  }
  await removeMembers(context, left, memory);
  return { wakeAt: context.clock.now() + statusEveryMs };
}

const earliest = (...times: (number | undefined)[]): number =>
  Math.min(...times.filter((at) => at !== undefined));

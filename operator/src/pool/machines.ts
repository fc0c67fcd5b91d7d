import { newId, toResourceName } from '@cyberdesk/kit/ids';
import { isConflict, isNotFound, KubeError } from '@cyberdesk/kube/errors';
import { poolLabel, templateHashLabel } from '../constants.ts';
import type { Shard } from '../cluster.ts';
import type { Context } from '../context.ts';
import { ensurePolicy } from '../network/policy.ts';
import { cut } from '../reconcile/conditions.ts';
import { desiredVirtualMachine, type MachineOptions } from '../reconcile/virtual-machine.ts';
import type { Pool } from '../resources.ts';
import type { Member } from './member.ts';
import type { PoolMemory } from './memory.ts';

// So many calls of one pool at a time: other keys want to write as well.
const parallel = 16;

/** Makes machines of a pool, each where most room is. Returns why the apiserver refused one. */
export async function makeMachines(
  context: Context,
  pool: Pool,
  {
    count,
    hash,
    options,
    memory,
  }: { count: number; hash: string; options: MachineOptions; memory: PoolMemory },
): Promise<string | undefined> {
  const shards = placesFor(context, count);
  let refused: string | undefined;
  await inParallel(shards, async (shard) => {
    try {
      await makeMachine(context, pool, { shard, hash, options, memory });
    } catch (error) {
      if (!isRefusal(error)) throw error;
      refused = cut(error.message);
    }
  });
  return refused;
}

async function makeMachine(
  context: Context,
  { metadata, spec }: Pool,
  {
    shard,
    hash,
    options,
    memory,
  }: { shard: string; hash: string; options: MachineOptions; memory: PoolMemory },
): Promise<void> {
  const name = toResourceName(newId('wrm'));
  const labels = { [poolLabel]: metadata.name, [templateHashLabel]: hash };
  const { template, resources } = spec;
  const owner = context.namespace;
  const shape = { name, namespace: shard, owner, template, resources, labels };
  await ensurePolicy(context, { shard, machine: name, network: undefined });
  // Noted before: an answer that is lost must not lead to one machine more.
  memory.noteMade(name, context.clock.now());
  const { machines } = shardKinds(context, shard);
  await machines.api.create(desiredVirtualMachine(shape, options)).catch((error: unknown) => {
    if (isRefusal(error)) memory.forgetMade(name);
    throw error;
  });
}

const isRefusal = (error: unknown): error is KubeError =>
  error instanceof KubeError && [400, 403, 422].includes(error.status);

function shardKinds({ cluster }: Context, name: string): Shard {
  const shard = cluster.shards.get(name);
  if (shard === undefined) throw new Error(`${name} is no shard of this operator.`);
  return shard;
}

/** Only as it was seen: a machine that somebody claimed meanwhile is of another version and stays. */
export async function removeMembers(
  context: Context,
  members: Member[],
  memory: PoolMemory,
): Promise<void> {
  await inParallel(members, async ({ shard, name, uid, resourceVersion }) => {
    const { api } = shardKinds(context, shard).machines;
    try {
      await api.delete(name, { uid, resourceVersion });
      memory.noteRemoved(name, context.clock.now());
    } catch (error) {
      if (!isConflict(error) && !isNotFound(error)) throw error;
    }
  });
}

/** The shards with the fewest machines, one for each new machine. */
function placesFor({ cluster }: Context, count: number): string[] {
  const load = [...cluster.shards].map(([name, { machines }]) => ({
    name,
    size: machines.cache.size(),
  }));
  return Array.from({ length: count }, () => {
    const least = load.reduce((best, each) => (each.size < best.size ? each : best));
    least.size += 1;
    return least.name;
  });
}

async function inParallel<T>(items: T[], work: (item: T) => Promise<void>): Promise<void> {
  const rest = items.values();
  const worker = async () => {
    for (const item of rest) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(parallel, items.length) }, worker));
}

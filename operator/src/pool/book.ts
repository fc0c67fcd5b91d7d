import type { Clock } from '@cyberdesk/kube/clock';
import type { Cluster, Shard } from '../cluster.ts';
import type { Instance, Pool } from '../resources.ts';
import { type Member, memberOf } from './member.ts';
import type { Candidate, Provision, WarmMachines } from './warm.ts';

// By then a candidate that was chosen is claimed, or whoever chose it is gone.
const reservedMs = 60_000;

/** What the leader knows of its pools beside what stands in the cluster. */
export interface PoolBook extends WarmMachines {
  members(pool: string): Member[];
  /** What machines of a pool are made from now: none of another hash is handed out from here on. */
  setHash(pool: Pool, hash: string): void;
}

const keyOf = ({ shard, name }: { shard: string; name: string }): string => `${shard}/${name}`;

/** Follows the machines of all pools, so that a claim finds one without a search. */
export function createPoolBook(cluster: Cluster, clock: Clock): PoolBook {
  const book = new Book(cluster, clock);
  for (const [name, shard] of cluster.shards) book.follow(name, shard);
  return book;
}

class Book implements PoolBook {
  private readonly byPool = new Map<string, Map<string, Member>>();
  /** Machines that can be claimed, by pool, in the order in which they became ready. */
  private readonly ready = new Map<string, Map<string, Member>>();
  private readonly poolOf = new Map<string, string>();
  private readonly reserved = new Map<string, number>();
  private readonly hashes = new Map<string, { generation: number; hash: string }>();
  private readonly cluster: Cluster;
  private readonly clock: Clock;

  constructor(cluster: Cluster, clock: Clock) {
    this.cluster = cluster;
    this.clock = clock;
  }

  follow(shard: string, { machines, machineInstances }: Shard): void {
    const look = (name: string) => {
      const vm = machines.cache.get(name);
      const key = keyOf({ shard, name });
      const member = vm && memberOf(shard, vm, machineInstances.cache.get(name));
      this.put(key, member);
    };
    machines.cache.onChange(({ key }) => look(key));
    machineInstances.cache.onChange(({ key }) => look(key));
  }

  members(pool: string): Member[] {
    return [...(this.byPool.get(pool)?.values() ?? [])];
  }

  setHash({ metadata }: Pool, hash: string): void {
    this.hashes.set(metadata.name, { generation: metadata.generation ?? 1, hash });
  }

  take(instance: Instance): Provision {
    if (instance.spec.provisioning === 'Cold') return { kind: 'Cold', reason: 'Requested' };
    const pools = this.cluster.pools.cache.list().filter((pool) => serves(pool, instance));
    if (pools.length === 0) return { kind: 'Cold', reason: 'NoPool' };
    for (const pool of pools) {
      const member = this.firstOf(pool);
      if (member === undefined) continue;
      this.reserved.set(keyOf(member), this.clock.now() + reservedMs);
      const { name, shard } = member;
      return { kind: 'Warm', candidate: { pool: pool.metadata.name, shard, name } };
    }
    return { kind: 'Cold', reason: 'PoolEmpty' };
  }

  giveBack(candidate: Candidate): void {
    this.reserved.delete(keyOf(candidate));
  }

  isUsable(candidate: Candidate): boolean {
    const pool = this.cluster.pools.cache.get(candidate.pool);
    const member = this.ready.get(candidate.pool)?.get(keyOf(candidate));
    return pool !== undefined && member !== undefined && member.hash === this.hashOf(pool);
  }

  private firstOf(pool: Pool): Member | undefined {
    const hash = this.hashOf(pool);
    const now = this.clock.now();
    for (const [key, member] of this.ready.get(pool.metadata.name) ?? []) {
      const free = (this.reserved.get(key) ?? 0) <= now;
      if (free && member.hash === hash) return member;
    }
    return undefined;
  }

  /** Undefined while it is not known what machines of this pool are to be made from. */
  private hashOf({ metadata, status }: Pool): string | undefined {
    const known = this.hashes.get(metadata.name);
    if (known?.generation === metadata.generation) return known?.hash;
    return status?.observedGeneration === metadata.generation ? status?.templateHash : undefined;
  }

  private put(key: string, member: Member | undefined): void {
    const before = this.poolOf.get(key);
    if (before !== undefined && before !== member?.pool) this.forget(before, key);
    if (member === undefined) return;
    this.poolOf.set(key, member.pool);
    set(this.byPool, member.pool, key, member);
    if (member.ready) set(this.ready, member.pool, key, member);
    else this.ready.get(member.pool)?.delete(key);
  }

  private forget(pool: string, key: string): void {
    this.poolOf.delete(key);
    this.byPool.get(pool)?.delete(key);
    this.ready.get(pool)?.delete(key);
    this.reserved.delete(key);
  }
}

function set(
  maps: Map<string, Map<string, Member>>,
  pool: string,
  key: string,
  member: Member,
): void {
  const members = maps.get(pool) ?? new Map<string, Member>();
  maps.set(pool, members.set(key, member));
}

/** A pool of the same template and size; the one that was asked for by name, when one was. */
function serves({ metadata, spec }: Pool, { spec: wanted }: Instance): boolean {
  const { vcpus, memoryMiB, diskGiB } = spec.resources;
  const size = wanted.resources;
  const same = size.vcpus === vcpus && size.memoryMiB === memoryMiB && size.diskGiB === diskGiB;
  const named = wanted.pool === undefined || wanted.pool === metadata.name;
  return (
    same && named && spec.template === wanted.template && metadata.deletionTimestamp === undefined
  );
}

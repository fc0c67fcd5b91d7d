import { instanceUidLabel } from '../constants.ts';
import type { Cluster } from '../cluster.ts';
import type { VirtualMachine } from '../kubevirt.ts';
import type { Instance } from '../resources.ts';
import { type Admission, fits, type Refusal, type Room, roomOf, takesRoom } from './quota.ts';

/**
 * What each organization's desktops take of its limits. A start is admitted by one synchronous
 * step, so two at once never get the same room, and what was admitted counts before any cache
 * tells of it. The next leader finds the same by the status and by the machine.
 */
export interface QuotaLedger {
  /** Admits a start; one that has its room already always keeps it. */
  admit(instance: Instance): Admission;
  /** The instance is to run no longer: what only its admission held is free. */
  release(instance: Instance): void;
  use(organizationId: string): Room;
  /** Why the desktop that waits longest does; undefined when none waits. */
  waits(organizationId: string): Refusal | undefined;
  /** Tells which instances to look at again, when an organization got room and some wait. */
  onRoom(listener: (names: string[]) => void): void;
}

interface Entry {
  organizationId: string;
  name: string;
  room: Room;
  /** Its status says so. */
  seen: boolean;
  /** Admitted here; the caches may not tell yet. */
  admitted: boolean;
}

interface Books {
  entries: Map<string, Entry>;
  /** UIDs of the instances whose machine is to run. */
  machines: Set<string>;
  totals: Map<string, Room>;
  waiting: Map<string, Map<string, Refusal>>;
  listeners: ((names: string[]) => void)[];
}

export function createQuotaLedger(cluster: Cluster): QuotaLedger {
  const books: Books = {
    entries: new Map(),
    machines: new Set(),
    totals: new Map(),
    waiting: new Map(),
    listeners: [],
  };
  follow(books, cluster);
  return {
    admit: (instance) => admit(books, cluster, instance),
    release: ({ metadata: { uid = '', name }, spec }) => {
      change(books, uid, { admitted: false });
      books.waiting.get(spec.organizationId)?.delete(name);
    },
    use: (organizationId) => ({ ...(books.totals.get(organizationId) ?? nothing) }),
    waits: (organizationId) => books.waiting.get(organizationId)?.values().next().value,
    onRoom: (listener) => void books.listeners.push(listener),
  };
}

const nothing: Room = { instances: 0, vcpus: 0, memoryMiB: 0 };

function follow(books: Books, { instances, shards }: Cluster): void {
  instances.cache.onChange(({ type, object }) => {
    if (type === 'deleted') return forget(books, object);
    const { uid = '' } = object.metadata;
    enter(books, object);
    change(books, uid, { seen: takesRoom(object.status) });
  });
  for (const { machines } of shards.values()) {
    machines.cache.onChange(({ type, object }) => {
      const uid = object.metadata.labels?.[instanceUidLabel];
      if (uid !== undefined) countMachine(books, uid, type !== 'deleted' && isToRun(object));
    });
  }
}

const isToRun = ({ spec, metadata }: VirtualMachine): boolean =>
  spec.runStrategy !== 'Halted' && metadata.deletionTimestamp === undefined;

function admit(books: Books, cluster: Cluster, instance: Instance): Admission {
  const { organizationId } = instance.spec;
  const { uid = '', name } = instance.metadata;
  const entry = enter(books, instance);
  const waiting = books.waiting.get(organizationId) ?? new Map<string, Refusal>();
  if (!holds(books, uid)) {
    const limits = cluster.byOrganization.account(organizationId)?.spec.limits;
    const answer = fits(limits, books.totals.get(organizationId) ?? nothing, entry.room);
    if (!answer.ok) {
      books.waiting.set(organizationId, waiting.set(name, answer));
      return answer;
    }
  }
  waiting.delete(name);
  change(books, uid, { admitted: true });
  return { ok: true };
}

function enter({ entries }: Books, instance: Instance): Entry {
  const { uid = '', name } = instance.metadata;
  const { organizationId } = instance.spec;
  const room = roomOf(instance);
  const entry = entries.get(uid) ?? { organizationId, name, room, seen: false, admitted: false };
  entries.set(uid, entry);
  return entry;
}

function holds({ entries, machines }: Books, uid: string): boolean {
  const entry = entries.get(uid);
  return entry !== undefined && (entry.seen || entry.admitted || machines.has(uid));
}

/** Every change of an entry goes through here, so that the totals are those of the entries. */
function update(books: Books, uid: string, work: () => void): void {
  const entry = books.entries.get(uid);
  const before = holds(books, uid);
  work();
  const after = holds(books, uid);
  if (entry === undefined || before === after) return;
  add(books, entry, after ? 1 : -1);
  if (!after) tellWaiting(books, entry.organizationId);
}

const change = (books: Books, uid: string, marks: Partial<Entry>): void =>
  update(books, uid, () => {
    const entry = books.entries.get(uid);
    if (entry !== undefined) Object.assign(entry, marks);
  });

const countMachine = (books: Books, uid: string, runs: boolean): void =>
  update(books, uid, () => {
    if (runs) books.machines.add(uid);
    else books.machines.delete(uid);
  });

function forget(books: Books, { metadata: { uid = '', name }, spec }: Instance): void {
  books.waiting.get(spec.organizationId)?.delete(name);
  update(books, uid, () => books.entries.delete(uid));
}

function add({ totals }: Books, { organizationId, room }: Entry, sign: 1 | -1): void {
  const total = totals.get(organizationId) ?? nothing;
  const next = {
    instances: total.instances + sign * room.instances,
    vcpus: total.vcpus + sign * room.vcpus,
    memoryMiB: total.memoryMiB + sign * room.memoryMiB,
  };
  if (next.instances === 0) totals.delete(organizationId);
  else totals.set(organizationId, next);
}

function tellWaiting({ waiting, listeners }: Books, organizationId: string): void {
  const names = [...(waiting.get(organizationId)?.keys() ?? [])];
  if (names.length === 0) waiting.delete(organizationId);
  else for (const listener of listeners) listener(names);
}

import type { PoolSpec } from '../resources.ts';
import type { Member } from './member.ts';

/** A member that was ready and stopped answering is given this long to come back. */
export const lostAfterMs = 8_000;
// What is removed in one pass: the apiserver serves others too.
const maxRemovals = 50;

export interface PoolPlan {
  create: number;
  remove: { member: Member; why: 'stale' | 'lost' | 'late' | 'surplus' }[];
  /** Starts that took too long. */
  late: number;
  /** When time alone changes the plan next. */
  wakeAt: number | undefined;
}

export interface PlanInput {
  spec: PoolSpec;
  hash: string;
  members: Member[];
  /** Since when a member that was ready before is not, by its name. */
  lostSince: ReadonlyMap<string, number>;
  /** Machines that were asked for and that the caches do not know yet. */
  unseen: number;
  /** No start before this time. */
  notBefore: number;
  now: number;
}

/** What is to be made and removed, so that the pool has its size in machines of today's make. */
export function planPool(input: PlanInput): PoolPlan {
  const { spec, members, unseen, now } = input;
  const lateMs = (spec.startTimeoutSeconds ?? 600) * 1000;
  const staying = members.filter(({ leaving }) => !leaving);
  const stale = staying.filter(({ hash }) => hash !== input.hash);
  const current = staying.filter(({ hash }) => hash === input.hash);
  const lost = current.filter((member) => isLost(member, input));
  const late = current.filter(
    (member) => isStarting(member, input) && now >= member.createdAt + lateMs,
  );
  const gone = new Set([...lost, ...late]);
  const live = current.filter((member) => !gone.has(member));
  const starting = live.filter((member) => isStarting(member, input)).length + unseen;
  const aim = aimOf(spec);
  const remove = [
    ...stale.map((member) => ({ member, why: 'stale' as const })),
    ...lost.map((member) => ({ member, why: 'lost' as const })),
    ...late.map((member) => ({ member, why: 'late' as const })),
    ...surplusOf(live, aim).map((member) => ({ member, why: 'surplus' as const })),
  ].slice(0, maxRemovals);
  const missing = aim - live.length - unseen;
  const room = (spec.maxStarting ?? 10) - starting;
  const create = now < input.notBefore ? 0 : Math.max(0, Math.min(missing, room));
  return { create, remove, late: late.length, wakeAt: nextLook(input, live, missing > 0) };
}

export const aimOf = ({ size, minSize, maxSize }: PoolSpec): number =>
  Math.min(Math.max(size, minSize ?? 0), maxSize ?? size);

const isLost = (member: Member, { lostSince, now }: PlanInput): boolean => {
  const since = lostSince.get(member.name);
  return member.ended || (since !== undefined && now >= since + lostAfterMs);
};

/** Neither ready nor known to have been. */
export const isStarting = (
  { ready, ended, name }: Member,
  { lostSince }: Pick<PlanInput, 'lostSince'>,
): boolean => !ready && !ended && !lostSince.has(name);

/** The newest go first, and those that are not ready before those that are. */
function surplusOf(live: Member[], aim: number): Member[] {
  const order = live.toSorted(
    (a, b) => Number(a.ready) - Number(b.ready) || b.createdAt - a.createdAt,
  );
  return order.slice(0, Math.max(0, live.length - aim));
}

function nextLook(input: PlanInput, live: Member[], missing: boolean): number | undefined {
  const { spec, lostSince, notBefore, now } = input;
  const lateMs = (spec.startTimeoutSeconds ?? 600) * 1000;
  const times = live
    .filter((member) => isStarting(member, input))
    .map(({ createdAt }) => createdAt + lateMs);
  for (const { name } of live) {
    const since = lostSince.get(name);
    if (since !== undefined) times.push(since + lostAfterMs);
  }
  if (missing && notBefore > now) times.push(notBefore);
  return times.length === 0 ? undefined : Math.min(...times);
}

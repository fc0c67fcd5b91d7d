import { isDeepStrictEqual } from 'node:util';
import type { Context } from '../context.ts';
import type { Account, AccountStatus, Instance } from '../resources.ts';
import { mergeConditions } from './conditions.ts';
import { nextAccountStatus, retire, type Usage, usageOf } from './credits.ts';
import { quotaFact } from './quota.ts';
import { writeStatus } from './write-status.ts';

export interface Outcome {
  /** When to look again though nothing changed. */
  wakeAt: number | undefined;
}

/** Keeps the account's use and its CreditsExhausted condition. */
export async function reconcileAccount(context: Context, name: string): Promise<Outcome> {
  const { accounts, byOrganization } = context.cluster;
  const account = accounts.cache.get(name);
  if (account === undefined) return { wakeAt: undefined };
  const own = byOrganization.instances(account.spec.organizationId);
  const now = context.clock.now();
  const usage = usageOf(account, own, now);
  const look = nextLook(account, usage, now);
  const status = withQuota(context, account, nextAccountStatus(account, usage, now));
  const held = useHeldUntil(context, account, status);
  if (held !== undefined) return { wakeAt: Math.min(held, look ?? held) };
  await writeStatus(accounts.api, account, status);
  return { wakeAt: look };
}

/** Adds what the organization has now, and whether a desktop of it waits for room. */
function withQuota({ quota, clock }: Context, account: Account, status: AccountStatus) {
  const { limits, organizationId } = account.spec;
  const fact = quotaFact(limits, quota.waits(organizationId));
  const generation = account.metadata.generation ?? 1;
  const known = account.status?.conditions;
  const merged = mergeConditions(known, [fact], generation, clock.now());
  const { snapshots = 0 } = account.status?.use ?? {};
  const use = { ...quota.use(organizationId), snapshots };
  return { ...status, use, conditions: [...(status.conditions ?? []), ...merged] };
}

// Of a hundred starts a second each would be a write of the account for the sake of one number.
const useEveryMs = 1_000;
const useWrittenAt = new WeakMap<Context, Map<string, number>>();

/** When the status may be written; undefined when it may be now. Only the use has to wait. */
function useHeldUntil(context: Context, account: Account, status: AccountStatus) {
  const written = useWrittenAt.get(context) ?? new Map<string, number>();
  useWrittenAt.set(context, written);
  const now = context.clock.now();
  const since = now - (written.get(account.metadata.name) ?? 0);
  const { use, ...known } = account.status ?? {};
  const { use: next, ...rest } = status;
  if (isDeepStrictEqual(use, next)) return undefined;
  if (isDeepStrictEqual(known, rest) && since >= 0 && since < useEveryMs) {
    return now + useEveryMs - since;
  }
  written.set(account.metadata.name, now);
  return undefined;
}

/** Whole seconds are charged, so the limit may be reached up to a second after the computed time. */
function nextLook({ spec }: Account, { live, spentAt }: Usage, now: number): number | undefined {
  if (spentAt === undefined || live >= (spec.creditUnits ?? 0)) return undefined;
  return Math.max(spentAt, now + 1_000);
}

export const accountOf = (context: Context, instance: Instance): Account | undefined =>
  context.cluster.byOrganization.account(instance.spec.organizationId);

/** Folds the counters of an instance that goes into its account: one write, at most once. */
export async function retireInstance(context: Context, instance: Instance): Promise<void> {
  const { accounts, byOrganization } = context.cluster;
  const name = accountOf(context, instance)?.metadata.name;
  const account = name === undefined ? undefined : await accounts.api.find(name);
  if (account === undefined) return;
  const own = byOrganization.instances(instance.spec.organizationId);
  const living = new Set(own.map(({ metadata }) => metadata.uid));
  const exists = (uid: string) => living.has(uid);
  const status = retire(account, instance, exists, context.clock.now());
  if (status !== undefined) await writeStatus(accounts.api, account, status);
}

import type { Context } from '../context.ts';
import type { Account, Instance } from '../resources.ts';
import { nextAccountStatus, retire, type Usage, usageOf } from './credits.ts';
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
  await writeStatus(accounts.api, account, nextAccountStatus(account, usage, now));
  return { wakeAt: nextLook(account, usage, now) };
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

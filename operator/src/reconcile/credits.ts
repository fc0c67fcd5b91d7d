import type { Account, AccountStatus, Instance } from '../resources.ts';
import { type Fact, mergeConditions } from './conditions.ts';
import { openInterval } from './meter.ts';
import { timestamp } from './transitions.ts';

const keptRetired = 256;

export interface Usage {
  /** Credit units of closed intervals, removed instances among them. */
  closed: number;
  /** With the open intervals up to now. */
  live: number;
  /** When the allowance is used up if nothing changes; undefined when it never is. */
  spentAt: number | undefined;
}

/** What the organization has used, by its account and the instances that exist. */
export function usageOf(account: Account, instances: Instance[], now: number): Usage {
  const retired = new Set(account.status?.retired?.map(({ uid }) => uid));
  const counted = instances.filter(({ metadata }) => !retired.has(metadata.uid ?? ''));
  const sum = counted.reduce((total, { status }) => total + (status?.creditUnits ?? 0), 0);
  const closed = (account.status?.retiredCreditUnits ?? 0) + sum;
  const running = counted.flatMap(runningCost);
  const live = closed + running.reduce((total, cost) => total + costAt(cost, now), 0);
  return { closed, live, spentAt: spentAt(account.spec.creditUnits, closed, running) };
}

interface Cost {
  rate: number;
  since: number;
}

function runningCost({ spec, status }: Instance): Cost[] {
  const open = openInterval(status);
  const rate = spec.ratePerSecond ?? 0;
  return open === undefined || rate === 0 ? [] : [{ rate, since: Date.parse(open.startedAt) }];
}

const costAt = ({ rate, since }: Cost, now: number) =>
  rate * Math.max(0, Math.floor((now - since) / 1000));

function spentAt(limit: number | undefined, closed: number, running: Cost[]): number | undefined {
  const rate = running.reduce((total, cost) => total + cost.rate, 0);
  if (limit === undefined || rate === 0) return undefined;
  const weighted = running.reduce((total, { rate: own, since }) => total + own * since, 0);
  return Math.ceil((Math.max(0, limit - closed) * 1000 + weighted) / rate);
}

export const creditsSpent = (account: Account | undefined): boolean =>
  account?.status?.conditions?.some(
    ({ type, status }) => type === 'CreditsExhausted' && status === 'True',
  ) ?? false;

/** Status of the account for what is used now. */
export function nextAccountStatus(account: Account, usage: Usage, now: number): AccountStatus {
  const observedGeneration = account.metadata.generation ?? 1;
  const { status = {} } = account;
  const facts = [creditsFact(account.spec.creditUnits, usage)];
  return {
    ...status,
    observedGeneration,
    usedCreditUnits: Math.max(status.usedCreditUnits ?? 0, usage.closed),
    conditions: mergeConditions(status.conditions, facts, observedGeneration, now),
  };
}

function creditsFact(limit: number | undefined, { live }: Usage): Fact {
  const type = 'CreditsExhausted';
  if (limit === undefined) {
    return { type, status: 'False', reason: 'Unlimited', message: 'No limit is set.' };
  }
  if (live < limit) {
    return { type, status: 'False', reason: 'CreditsAvailable', message: 'Credits are left.' };
  }
  const message = `All ${limit} credit units are used.`;
  return { type, status: 'True', reason: 'CreditsSpent', message };
}

/**
 * Books the final counters of a removed instance. Its uid keeps it from being booked twice;
 * entries are dropped only when their instance is gone for good (`exists` says no).
 */
export function retire(
  account: Account,
  instance: Instance,
  exists: (uid: string) => boolean,
  now: number,
): AccountStatus | undefined {
  const { uid = '', name } = instance.metadata;
  const { status = {} } = account;
  const { retired = [] } = status;
  if (retired.some((entry) => entry.uid === uid)) return undefined;
  const { runningSeconds = 0, creditUnits = 0 } = instance.status ?? {};
  const entry = { uid, name, runningSeconds, creditUnits, at: timestamp(now) };
  return {
    ...status,
    retiredCreditUnits: (status.retiredCreditUnits ?? 0) + creditUnits,
    retiredRunningSeconds: (status.retiredRunningSeconds ?? 0) + runningSeconds,
    retired: [...trimmed(retired, exists), entry],
  };
}

function trimmed<Entry extends { uid: string }>(
  retired: Entry[],
  exists: (uid: string) => boolean,
) {
  const excess = Math.max(0, retired.length + 1 - keptRetired);
  const droppable = retired.filter(({ uid }) => !exists(uid)).slice(0, excess);
  return retired.filter((entry) => !droppable.includes(entry));
}

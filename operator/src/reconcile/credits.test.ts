import { expect, test } from 'vitest';
import { account } from '../../test/objects.ts';
import { at, now, stored } from '../../test/views.ts';
import type { Account, AccountStatus, Instance, InstanceStatus } from '../resources.ts';
import { creditsSpent, nextAccountStatus, retire, usageOf } from './credits.ts';

const holding = (creditUnits?: number, status: AccountStatus = {}): Account => ({
  ...account(creditUnits),
  status,
});
const desktop = (uid: string, status: InstanceStatus, ratePerSecond = 10): Instance => {
  const found = stored(status, { ratePerSecond });
  return { ...found, metadata: { ...found.metadata, uid, name: uid } };
};
const open = (since: number) => ({ intervals: [{ uid: 'v', startedAt: at(since) }] });

test('adds up retired, closed and open', () => {
  const usage = usageOf(
    holding(1_000, { retiredCreditUnits: 100 }),
    [desktop('a', { creditUnits: 50, ...open(-5.9) }), desktop('b', { creditUnits: 7 })],
    now,
  );
  expect(usage).toMatchObject({ closed: 157, live: 207 });
});

test('says when the credits end, for any mix of rates and starts', () => {
  const desktops = [desktop('a', open(-10), 10), desktop('b', open(-20), 30)];
  const { live, spentAt = 0 } = usageOf(holding(4_700), desktops, now);
  expect(live).toBe(700);
  expect(spentAt).toBe(now + 100_000);
  expect(usageOf(holding(4_700), desktops, spentAt).live).toBe(4_700);
  expect(usageOf(holding(), desktops, now).spentAt).toBeUndefined();
  expect(usageOf(holding(10), [desktop('a', {})], now).spentAt).toBeUndefined();
});

test('the condition follows the use', () => {
  const fact = (limit: number | undefined, live: number) => {
    const usage = { closed: live, live, spentAt: undefined };
    return nextAccountStatus(holding(limit), usage, now).conditions?.[0];
  };
  expect(fact(undefined, 1e12)).toMatchObject({ status: 'False', reason: 'Unlimited' });
  expect(fact(100, 99)).toMatchObject({ status: 'False', reason: 'CreditsAvailable' });
  expect(fact(100, 100)).toMatchObject({ status: 'True', reason: 'CreditsSpent' });
  expect(fact(0, 0)).toMatchObject({ status: 'True' });
  expect(creditsSpent({ ...account(), status: { conditions: [fact(1, 1) as never] } })).toBe(true);
  expect(creditsSpent(undefined)).toBe(false);
});

test('the used sum never falls', () => {
  const status = nextAccountStatus(
    holding(100, { usedCreditUnits: 90 }),
    { closed: 80, live: 80, spentAt: undefined },
    now,
  );
  expect(status.usedCreditUnits).toBe(90);
});

test('an instance is booked once, and not counted beside its booking', () => {
  const gone = desktop('a', { runningSeconds: 12, creditUnits: 120 });
  const first = retire(holding(1_000), gone, () => true, now);
  expect(first).toMatchObject({
    retiredCreditUnits: 120,
    retiredRunningSeconds: 12,
    retired: [{ uid: 'a', at: at(0) }],
  });
  expect(retire(holding(1_000, first), gone, () => true, now)).toBeUndefined();
  expect(usageOf(holding(1_000, first), [gone], now).closed).toBe(120);
});

test('of 256 bookings only those whose instance is gone for good are dropped', () => {
  let status: AccountStatus | undefined;
  const lingering = new Set(['u0', 'u1']);
  for (let index = 0; index < 300; index += 1) {
    const gone = desktop(`u${index}`, { creditUnits: 1, runningSeconds: 1 });
    status = retire(holding(1, status), gone, (uid) => lingering.has(uid), now) ?? status;
  }
  expect(status?.retired).toHaveLength(256);
  expect(status?.retired?.slice(0, 2).map(({ uid }) => uid)).toEqual(['u0', 'u1']);
  expect(status?.retiredCreditUnits).toBe(300);
});

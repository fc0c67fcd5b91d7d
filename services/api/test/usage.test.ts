import type { UsageReport as Usage } from '@cyberdesk/generated/api/types.gen';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startWorld, type Customer, type World } from './world.ts';

let world: World;
let me: Customer;
beforeAll(async () => void (world = await startWorld()), 120_000);
beforeEach(async () => void (me = await world.customer()));
afterAll(() => world.stop());

const ran = (id: string, from: string, to: string | null, organization = me.organization) =>
  world.deps.db
    .insertInto('usage_intervals')
    .values({
      desktop_id: id,
      organization_id: organization,
      machine_uid: 'u',
      started_at: new Date(from),
      ended_at: to === null ? null : new Date(to),
    })
    .execute();
const usage = async (query: string): Promise<Usage> => {
  const response = await me.call('GET', `/v1/usage${query}`);
  expect(response.status).toBe(200);
  return (await response.json()) as Usage;
};
const march = '?from=2026-03-01T00:00:00Z&to=2026-03-31T00:00:00Z';

test('days and desktops add up, at each desktop’s own price, and nobody else’s count', async () => {
  const small = (await me.desktop()).id;
  const medium = (await me.desktop({ size: 'medium' })).id;
  const other = await world.customer();
  await ran((await other.desktop()).id, '2026-03-02T00:00:00Z', null, other.organization);
  await ran(small, '2026-03-01T23:30:00Z', '2026-03-02T00:30:00Z');
  await ran(medium, '2026-03-02T10:00:00Z', '2026-03-02T12:00:00Z');
  await ran(small, '2026-02-01T00:00:00Z', '2026-02-02T00:00:00Z');
  expect(await usage(march)).toMatchObject({
    from: '2026-03-01T00:00:00.000Z',
    currency: 'USD',
    total: { runningSeconds: 10_800, costMicros: 60_000 + 360_000 },
    days: [
      { day: '2026-03-01', runningSeconds: 1_800, costMicros: 30_000 },
      { day: '2026-03-02', runningSeconds: 9_000, costMicros: 390_000 },
    ],
    desktops: [
      { desktopId: medium, runningSeconds: 7_200, costMicros: 360_000 },
      { desktopId: small, runningSeconds: 3_600, costMicros: 60_000 },
    ],
  });
  const { total, desktops } = await usage(`${march}&desktopId=${small}`);
  expect([total.runningSeconds, desktops.length]).toEqual([3_600, 1]);
});

test('a desktop that runs counts until now; without a span it is this month', async () => {
  const { id } = await me.desktop();
  const started = new Date(Date.now() - 5_000);
  await ran(id, started.toISOString(), null);
  const { from, to, total } = await usage(`?from=${started.toISOString()}`);
  expect(total.runningSeconds).toBeGreaterThanOrEqual(5);
  expect(total.runningSeconds).toBeLessThan(15);
  expect([from, to > from]).toEqual([started.toISOString(), true]);
  const month = await usage('');
  expect(month.from).toBe(`${new Date().toISOString().slice(0, 7)}-01T00:00:00.000Z`);
});

test.each([
  ['the end before the beginning', '?from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z'],
  ['more than a year', '?from=2024-03-02T00:00:00Z&to=2026-03-01T00:00:00Z'],
])('a span with %s is refused', async (_name, query) => {
  const response = await me.call('GET', `/v1/usage${query}`);
  const told = (await response.json()) as { errors: { pointer: string }[] };
  expect([response.status, told.errors[0]?.pointer]).toEqual([422, 'query/from']);
});

test('somebody else’s desktop has no usage to show', async () => {
  const { id } = await (await world.customer()).desktop();
  expect(await usage(`${march}&desktopId=${id}`)).toMatchObject({ days: [], desktops: [] });
});

import { afterEach, expect, test } from 'vitest';
import { missing, World } from '../../test/world.ts';

const worlds: World[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.stop();
});

async function running(spec: Parameters<World['create']>[0] = {}): Promise<World> {
  const world = new World();
  worlds.push(world);
  await world.start();
  await world.createAccount();
  await world.create(spec);
  await world.settle();
  return world;
}

const inSeconds = (world: World, seconds: number) =>
  new Date(world.clock.now() + seconds * 1000).toISOString();

const transitionTo = async (world: World, phase: string) => {
  const transitions = (await world.get()).status?.transitions ?? [];
  return Date.parse(transitions.find((entry) => entry.phase === phase)?.at ?? '');
};

test('the deadline stops the desktop within a second, with its reason', async () => {
  const world = await running();
  const expiresAt = inSeconds(world, 60);
  await world.change({ expiresAt });
  await world.pass(59);
  expect((await world.get()).status?.phase).toBe('Running');
  await world.pass(2);
  await world.settle();
  expect((await world.get()).status).toMatchObject({ phase: 'Stopped', reason: 'DeadlineReached' });
  expect((await transitionTo(world, 'Stopping')) - Date.parse(expiresAt)).toBeLessThan(1_000);
});

test('a deadline that passed while no operator ran fires right after the start of one', async () => {
  const world = await running();
  await world.change({ expiresAt: inSeconds(world, 10) });
  await world.settle();
  await world.stop();
  world.clock.advance(60_000);
  const restarted = world.clock.now();
  await world.start();
  await world.settle();
  expect((await world.get()).status).toMatchObject({ phase: 'Stopped', reason: 'DeadlineReached' });
  expect((await transitionTo(world, 'Stopping')) - restarted).toBeLessThan(2_000);
});

test('a deadline ahead is kept over a restart of the operator', async () => {
  const world = await running();
  await world.change({ expiresAt: inSeconds(world, 30) });
  await world.settle();
  await world.restart();
  await world.pass(32);
  await world.settle();
  expect((await world.get()).status?.reason).toBe('DeadlineReached');
});

test('an extended deadline counts, the old one does not', async () => {
  const world = await running();
  await world.change({ expiresAt: inSeconds(world, 10) });
  await world.pass(5);
  await world.change({ expiresAt: inSeconds(world, 100) });
  await world.pass(50);
  expect((await world.get()).status?.phase).toBe('Running');
});

test('onExpire Delete deletes, also a stopped desktop', async () => {
  const world = await running();
  await world.change({
    desiredState: 'Stopped',
    expiresAt: inSeconds(world, 20),
    onExpire: 'Delete',
  });
  await world.settle();
  expect((await world.get()).status?.phase).toBe('Stopped');
  await world.pass(21);
  await world.settle();
  expect((await world.get()).status).toMatchObject({ phase: 'Deleted', reason: 'DeadlineReached' });
  expect(await missing(world.vms.get('dsk-a'))).toBe(true);
});

test('a start without a new deadline is refused once and leaves its reason', async () => {
  const world = await running({ expiresAt: '2026-11-23T08:01:00Z' });
  await world.pass(90);
  await world.settle();
  await world.change({ startCount: 2 });
  await world.settle();
  const { status } = await world.get();
  expect(status).toMatchObject({
    phase: 'Stopped',
    reason: 'DeadlineReached',
    observedStartCount: 2,
  });
  await world.change({ startCount: 3, expiresAt: inSeconds(world, 60) });
  await world.settle();
  expect((await world.get()).status?.phase).toBe('Running');
});

test('spent credits stop the desktops of the account and refuse a start', async () => {
  const world = await running();
  await world.create({ ratePerSecond: 30 }, 'dsk-b');
  await world.settle();
  const account = (await world.account()).metadata.name;
  await world.accounts.mergePatch(account, { spec: { creditUnits: 4_000 } });
  // 10 + 30 units a second: 100 s are paid for.
  await world.pass(95);
  expect((await world.get()).status?.phase).toBe('Running');
  await world.pass(8);
  await world.settle();
  for (const name of ['dsk-a', 'dsk-b']) {
    const { status } = await world.get(name);
    expect(status).toMatchObject({ phase: 'Stopped', reason: 'CreditsExhausted' });
  }
  const conditions = (await world.account()).status?.conditions;
  expect(conditions).toMatchObject([
    { type: 'CreditsExhausted', status: 'True' },
    { type: 'QuotaExceeded', status: 'False' },
  ]);

  await world.change({ startCount: 2 });
  await world.settle();
  expect((await world.get()).status).toMatchObject({ phase: 'Stopped', observedStartCount: 2 });

  await world.accounts.mergePatch(account, { spec: { creditUnits: 40_000 } });
  await world.settle();
  expect((await world.get()).status?.phase).toBe('Stopped');
  await world.change({ startCount: 3 });
  await world.settle();
  expect((await world.get()).status?.phase).toBe('Running');
});

test('credits of removed desktops stay used, whatever is removed how often', async () => {
  const world = await running();
  for (const name of ['dsk-b', 'dsk-c']) await world.create({}, name);
  await world.settle();
  await world.pass(20);
  for (const name of ['dsk-a', 'dsk-b', 'dsk-c']) await world.instances.delete(name);
  await world.settle();
  const { status } = await world.account();
  expect(status?.retired?.map(({ name }) => name).sort()).toEqual(['dsk-a', 'dsk-b', 'dsk-c']);
  expect(status?.retiredRunningSeconds).toBe(world.trueSeconds());
  expect(status?.retiredCreditUnits).toBe(world.trueSeconds() * 10);
  expect(status?.usedCreditUnits).toBe(status?.retiredCreditUnits);
});

test('an account without a limit never stops anything', async () => {
  const world = await running({ ratePerSecond: 1_000_000 });
  await world.pass(3_600);
  expect((await world.get()).status?.phase).toBe('Running');
});

import { afterEach, expect, test } from 'vitest';
import { at, now, stored } from '../../test/views.ts';
import { World } from '../../test/world.ts';
import type { Instance, InstanceStatus } from '../resources.ts';
import { idleAt } from './idle.ts';

const policy = { afterSeconds: 100, action: 'Stop' as const };
const running: InstanceStatus = { phase: 'Running', since: at(-50) };

test.each<[string, InstanceStatus, Partial<Instance['spec']>, number | undefined]>([
  ['no policy', running, {}, undefined],
  ['since it runs', running, { idle: policy }, now + 50_000],
  ['not while it starts', { ...running, phase: 'Starting' }, { idle: policy }, undefined],
  ['not while it is paused', { ...running, phase: 'Paused' }, { idle: policy }, undefined],
  ['not what is to be paused', running, { idle: policy, desiredState: 'Paused' }, undefined],
  [
    'since it was used',
    { ...running, activity: { lastActiveAt: at(-10), observedAt: at(-5) } },
    { idle: policy },
    now + 90_000,
  ],
  [
    'use before this run says nothing',
    { ...running, activity: { lastActiveAt: at(-500), observedAt: at(-400) } },
    { idle: policy },
    now + 50_000,
  ],
])('%s', (_, status, spec, expected) => {
  expect(idleAt(stored(status, spec))).toBe(expected);
});

const worlds: World[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.stop();
});

const quiet = { viewers: 0, runningCommands: 0, processes: [] };

async function open(action: 'Stop' | 'Delete' = 'Stop', spec: Partial<Instance['spec']> = {}) {
  const world = new World();
  worlds.push(world);
  const active = { at: world.clock.now() };
  world.use = async () => ({ ...quiet, lastActiveAt: new Date(active.at).toISOString() });
  await world.start();
  await world.create({ idle: { afterSeconds: 100, action }, ...spec });
  await world.settle();
  return { world, active, status: async () => (await world.get()).status };
}

test('stops a desktop that nobody used, with its reason', async () => {
  const { world, status } = await open();
  await world.pass(95);
  expect(await status()).toMatchObject({ phase: 'Running' });
  expect(world.asked).toBe(0);
  await world.pass(10);
  await world.settle();
  expect(await status()).toMatchObject({ phase: 'Stopped', reason: 'IdleTimeout' });
  expect(world.asked).toBe(1);
  await world.change({ startCount: 2 });
  await world.settle();
  expect(await status()).toMatchObject({ phase: 'Running' });
  await world.pass(50);
  expect(await status()).toMatchObject({ phase: 'Running' });
});

test('deletes where the policy says so, and keeps the reason to the end', async () => {
  const { world, status } = await open('Delete');
  await world.pass(105);
  await world.settle();
  expect(await status()).toMatchObject({ phase: 'Deleted', reason: 'IdleTimeout' });
});

test('use moves the end on: one question and one write for each span of the policy', async () => {
  const { world, active, status } = await open();
  const before = world.writes.length;
  for (let minute = 0; minute < 15; minute += 1) {
    active.at = world.clock.now();
    await world.pass(60);
  }
  expect(await status()).toMatchObject({ phase: 'Running' });
  expect(world.asked).toBeLessThanOrEqual(16);
  expect(world.writes.length - before).toBeLessThanOrEqual(world.asked);
  await world.pass(102);
  await world.settle();
  expect(await status()).toMatchObject({ phase: 'Stopped', reason: 'IdleTimeout' });
});

test.each([
  ['a viewer', { viewers: 1 }],
  ['a command', { runningCommands: 2 }],
  ['a listed process', { processes: ['blender'] }],
])('%s is use, whenever the last input was', async (_, use) => {
  const { world, status } = await open();
  const lastActiveAt = new Date(world.clock.now() - 3_600_000).toISOString();
  world.use = async () => ({ ...quiet, lastActiveAt, ...use });
  await world.pass(350);
  expect(await status()).toMatchObject({ phase: 'Running' });
  expect(world.asked).toBe(3);
});

test('a desktop that nobody answers for stays, and is asked about once a minute', async () => {
  const { world, status } = await open();
  world.use = async () => await Promise.reject(new Error('501'));
  const before = world.writes.length;
  await world.pass(700);
  expect(await status()).toMatchObject({ phase: 'Running' });
  expect(world.asked).toBeLessThanOrEqual(11);
  expect(world.writes.length).toBe(before);
});

test('an answer without a time is no answer', async () => {
  const { world, status } = await open();
  world.use = async () => ({ ...quiet, lastActiveAt: 'yesterday' });
  await world.pass(300);
  expect(await status()).toMatchObject({ phase: 'Running' });
  expect(world.asked).toBeLessThanOrEqual(4);
});

test("a desktop's clock that is ahead keeps it no longer than use now would", async () => {
  const { world, status } = await open();
  world.use = async () => ({
    ...quiet,
    lastActiveAt: new Date(world.clock.now() + 9e8).toISOString(),
  });
  await world.pass(105);
  expect(await status()).toMatchObject({ phase: 'Running' });
  world.use = async () => ({ ...quiet, lastActiveAt: new Date(0).toISOString() });
  await world.pass(105);
  await world.settle();
  expect(await status()).toMatchObject({ phase: 'Stopped' });
});

test('a new leader goes on where the last one was', async () => {
  const { world, active, status } = await open();
  await world.pass(60);
  active.at = world.clock.now();
  await world.pass(60);
  await world.restart();
  await world.pass(30);
  expect(await status()).toMatchObject({ phase: 'Running' });
  await world.pass(20);
  await world.settle();
  expect(await status()).toMatchObject({ phase: 'Stopped', reason: 'IdleTimeout' });
});

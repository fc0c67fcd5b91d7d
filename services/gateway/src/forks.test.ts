import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ForkResults } from '@cyberdesk/generated/gateway/types.gen';
import {
  addInstance,
  newName,
  newSnapshotName,
  otherOrganizationId,
  runningStatus,
  setSnapshotStatus,
  setStatus,
  specOf,
  startWorld,
  type World,
} from './testing/world.ts';

let world: World;
let source: string;
let snapshot: string;
let names: string[];
beforeAll(async () => void (world = await startWorld()));
afterAll(() => world.close());
beforeEach(async () => {
  world.faults.before = undefined as never;
  [source, snapshot, names] = [newName(), newSnapshotName(), [newName(), newName(), newName()]];
  const spec = specOf({ timeZone: 'Europe/Berlin', ratePerSecond: 3, idle });
  const body = { name: source, spec, env: { A: '1' } };
  await world.call('POST', '/instances', { body });
  await setStatus(world.kube, source, runningStatus());
});
const idle = { afterSeconds: 900, action: 'Stop' };

const fork = (changes: object = {}) =>
  world.call('POST', `/instances/${source}/fork`, { body: { snapshot, names, ...changes } });
const itemsOf = async (response: Response): Promise<ForkResults['items']> =>
  ((await response.json()) as ForkResults).items;
const problemOf = async (response: Response): Promise<[number, string]> => {
  const { code } = (await response.json()) as { code: string };
  return [response.status, code];
};

test('every fork is an instance of one snapshot that goes by itself', async () => {
  const expiresAt = '2030-01-01T00:00:00Z';
  const reply = await fork({ expiresAt });
  expect(reply.status).toBe(200);
  const items = await itemsOf(reply);
  expect(items.map(({ name }) => name)).toEqual(names);
  for (const { instance, problem } of items) {
    expect(problem).toBeUndefined();
    const spec = { source: { snapshot }, startCount: 1, expiresAt, idle, ratePerSecond: 3 };
    expect(instance?.spec).toMatchObject({ ...spec, timeZone: 'Europe/Berlin' });
    const secret = await world.kube.secrets.get(instance?.name ?? '');
    expect(secret.data).toEqual((await world.kube.secrets.get(source)).data);
  }
  const { spec } = await world.kube.snapshots.get(snapshot);
  expect(spec).toMatchObject({ purpose: 'Fork', forks: 3, instance: source });
  expect(Date.parse(spec.expiresAt ?? '')).toBeGreaterThan(Date.now() + 30 * 60_000);
});

test('a repeat returns the same instances, also when the snapshot did its work and is gone', async () => {
  const uids = async (reply: Response) =>
    (await itemsOf(reply)).map(({ instance }) => instance?.uid);
  const first = await uids(await fork());
  expect(await uids(await fork())).toEqual(first);
  await world.kube.snapshots.delete(snapshot);
  expect(await uids(await fork())).toEqual(first);
  expect(await world.kube.snapshots.find(snapshot)).toBeUndefined();
});

test('what fails of one fork is its own result', async () => {
  const [, taken = '', broken = ''] = names;
  await addInstance(world.kube, taken, { template: 'another' });
  world.faults.before = ({ method, plural, body }) => {
    const { metadata } = (body ?? {}) as { metadata?: { name?: string } };
    if (method === 'POST' && plural === 'cyberdeskinstances' && metadata?.name === broken)
      throw new Error('a fault that callers must not read');
  };
  const items = await itemsOf(await fork());
  expect(items.map(({ problem }) => problem)).toEqual([undefined, 'conflict', 'internal']);
  expect(items[0]?.instance?.name).toBe(names[0]);
  expect(items[1]?.detail).toContain('template');
  expect(JSON.stringify(items)).not.toContain('callers must not read');
  // The rest is had by asking again.
  world.faults.before = undefined as never;
  await world.kube.instances.delete(taken);
  const again = await itemsOf(await fork());
  expect(again.every(({ instance }) => instance?.spec.source?.snapshot === snapshot)).toBe(true);
});

test('a snapshot that failed makes no forks', async () => {
  const [first = '', ...late] = names;
  await itemsOf(await fork());
  for (const name of late) await world.kube.instances.delete(name);
  await setSnapshotStatus(world.kube, snapshot, { phase: 'Failed', reason: 'RootDiskMissing' });
  const items = await itemsOf(await fork());
  expect(items.map(({ problem }) => problem)).toEqual([
    undefined,
    'snapshotNotReady',
    'snapshotNotReady',
  ]);
  expect(items[0]?.instance?.name).toBe(first);
});

test('a fork as a whole is refused for what concerns all of it', async () => {
  const token = await world.token({ org: otherOrganizationId });
  const body = { snapshot, names };
  const foreign = await world.call('POST', `/instances/${source}/fork`, { token, body });
  expect(await problemOf(foreign)).toEqual([404, 'notFound']);
  const twice = { names: [names[0], names[0]] };
  expect(await problemOf(await fork(twice))).toEqual([422, 'unprocessable']);
  expect((await fork({ names: [] })).status).toBe(400);
  const past = { expiresAt: '2020-01-01T00:00:00Z' };
  expect(await problemOf(await fork(past))).toEqual([422, 'deadlineInvalid']);
  await fork();
  expect(await problemOf(await fork({ names: [...names, newName()] }))).toEqual([409, 'conflict']);
  await world.call('DELETE', `/instances/${source}`);
  snapshot = newSnapshotName();
  names = [newName()];
  expect(await problemOf(await fork())).toEqual([409, 'desktopStateConflict']);
  expect(await world.kube.snapshots.find(snapshot)).toBeUndefined();
});

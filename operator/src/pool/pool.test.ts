import { expect, test } from 'vitest';
import { shard, World } from '../../test/world.ts';
import type { Pool } from '../resources.ts';

const resources = { vcpus: 2, memoryMiB: 2048, diskGiB: 16 };
const pool = (spec: Partial<Pool['spec']> = {}): Pool => ({
  apiVersion: 'cyberdesk.io/v1alpha1',
  kind: 'CyberdeskPool',
  metadata: { name: 'small' },
  spec: { template: 'desktop-base', resources, size: 3, minSize: 0, maxSize: 50, ...spec },
});

async function open(spec: Partial<Pool['spec']> = {}): Promise<World> {
  const world = new World();
  await world.createAccount();
  await world.pools.create(pool(spec));
  await world.start();
  await settle(world);
  return world;
}

/** A pool tells of itself once a second: rest is only after that. */
async function settle(world: World): Promise<void> {
  await world.settle();
  await world.pass(1.5);
  await world.settle();
}

const machines = async (world: World) => (await world.vms.list()).items;
const free = async (world: World) =>
  (await machines(world)).filter(({ metadata }) => metadata.labels?.['cyberdesk.io/pool']);
const statusOf = async (world: World) => (await world.pools.get('small')).status;

test('a pool fills, and says so', async () => {
  const world = await open();
  expect(await free(world)).toHaveLength(3);
  expect(await statusOf(world)).toMatchObject({
    replicas: 3,
    ready: 3,
    starting: 0,
    stale: 0,
    conditions: [{ type: 'Filled', status: 'True', reason: 'Full' }],
  });
  await world.stop();
});

test('a full pool at rest writes nothing', async () => {
  const world = await open();
  world.writes.length = 0;
  await world.pass(120);
  await world.settle();
  expect(world.writes).toEqual([]);
  await world.stop();
});

test('desktops get machines of the pool, each its own, and the pool fills up again', async () => {
  const world = await open();
  for (const name of ['dsk-a', 'dsk-b']) await world.create({}, name);
  await settle(world);
  const names = await Promise.all(
    ['dsk-a', 'dsk-b'].map(async (name) => (await world.get(name)).status),
  );
  expect(names.map((status) => status?.phase)).toEqual(['Running', 'Running']);
  expect(names.map((status) => status?.provisioning?.kind)).toEqual(['Warm', 'Warm']);
  expect(new Set(names.map((status) => status?.machine?.name)).size).toBe(2);
  expect(await free(world)).toHaveLength(3);
  await world.stop();
});

test('more desktops than machines: what is there is warm, the rest is cold at once', async () => {
  const world = await open({ size: 4 });
  const all = Array.from({ length: 6 }, (_, index) => `dsk-${index}`);
  for (const name of all) await world.create({}, name);
  await settle(world);
  const kinds = await Promise.all(
    all.map(async (name) => (await world.get(name)).status?.provisioning?.kind),
  );
  expect(kinds.filter((kind) => kind === 'Warm')).toHaveLength(4);
  expect(kinds.filter((kind) => kind === 'Cold')).toHaveLength(2);
  await world.stop();
});

test('another size, another template, or a wish for cold: none of the pool is taken', async () => {
  const world = await open();
  await world.create({ resources: { ...resources, vcpus: 4 } }, 'dsk-a');
  await world.create({ template: 'other' }, 'dsk-b');
  await world.create({ provisioning: 'Cold' }, 'dsk-c');
  await world.create({ pool: 'large' }, 'dsk-d');
  await settle(world);
  const told = async (name: string) => (await world.get(name)).status?.provisioning;
  expect(await told('dsk-a')).toMatchObject({ kind: 'Cold', coldReason: 'NoPool' });
  expect(await told('dsk-b')).toMatchObject({ kind: 'Cold', coldReason: 'NoPool' });
  expect(await told('dsk-c')).toMatchObject({ kind: 'Cold', coldReason: 'Requested' });
  expect(await told('dsk-d')).toMatchObject({ kind: 'Cold', coldReason: 'NoPool' });
  expect(await free(world)).toHaveLength(3);
  await world.stop();
});

test('a machine that dies in the pool is replaced within ten seconds', async () => {
  const world = await open();
  const [first] = await free(world);
  await world.hypervisor.end(first?.metadata.name ?? '', 'Failed');
  await world.settle();
  await world.pass(10);
  await settle(world);
  const names = (await free(world)).map(({ metadata }) => metadata.name);
  expect(names).toHaveLength(3);
  expect(names).not.toContain(first?.metadata.name);
  await world.stop();
});

test('a new golden image: none of the old machines is handed out from then on', async () => {
  const world = await open();
  const before = (await free(world)).map(({ metadata }) => metadata.name);
  world.image = 'b';
  await world.pass(31);
  await settle(world);
  const after = (await free(world)).map(({ metadata }) => metadata.name);
  expect(after).toHaveLength(3);
  expect(after.filter((name) => before.includes(name))).toEqual([]);
  await world.create();
  await settle(world);
  expect(before).not.toContain((await world.get()).status?.machine?.name);
  await world.stop();
});

test('a change of the pool makes its machines stale before any of the new ones is there', async () => {
  const world = await open();
  const before = (await free(world)).map(({ metadata }) => metadata.name);
  await world.pools.mergePatch('small', {
    metadata: { generation: 2 },
    spec: { template: 'next' },
  });
  await world.create();
  await settle(world);
  expect(before).not.toContain((await world.get()).status?.machine?.name);
  expect((await free(world)).some(({ metadata }) => before.includes(metadata.name))).toBe(false);
  await world.stop();
});

test('a smaller pool lets go of what nobody claimed, and of nothing else', async () => {
  const world = await open();
  await world.create();
  await settle(world);
  const { name } = (await world.get()).status?.machine ?? { name: '' };
  await world.pools.mergePatch('small', { metadata: { generation: 2 }, spec: { size: 1 } });
  await settle(world);
  expect(await free(world)).toHaveLength(1);
  expect(await world.vms.find(name)).toBeDefined();
  await world.pools.delete('small');
  await settle(world);
  expect((await machines(world)).map(({ metadata }) => metadata.name)).toEqual([name]);
  await world.stop();
});

test('an operator that dies at any write of a refill makes no machine too many', async () => {
  for (let n = 1; n <= 8; n += 1) {
    const world = new World();
    let writes = 0;
    world.faultAt = (_, phase) => {
      if (phase === 'before') writes += 1;
      return writes === n && phase === 'after' ? 'crash' : undefined;
    };
    await world.pools.create(pool());
    await world.start();
    await settle(world);
    expect(await free(world), `write ${n}`).toHaveLength(3);
    await world.stop();
  }
});

test('starts that fail are tried ever more seldom, and the pool says so', async () => {
  const world = new World();
  world.hypervisor.stuckAll = true;
  await world.pools.create(pool({ startTimeoutSeconds: 10, size: 1 }));
  await world.start();
  await settle(world);
  for (let turn = 0; turn < 12; turn += 1) await world.pass(5);
  await settle(world);
  expect((await statusOf(world))?.failedStarts).toBeGreaterThan(1);
  expect((await machines(world)).length).toBeLessThanOrEqual(2);
  world.hypervisor.stuckAll = false;
  for (let turn = 0; turn < 40; turn += 1) {
    await world.pass(8);
    await world.settle();
  }
  expect(await statusOf(world)).toMatchObject({ ready: 1, failedStarts: 0 });
  await world.stop();
});

test(`machines live in ${shard}, under names of their own`, async () => {
  const world = await open();
  const names = (await free(world)).map(({ metadata }) => metadata.name);
  expect(names.every((name) => /^wrm-[2-7a-z]{34}$/.test(name))).toBe(true);
  await world.stop();
});

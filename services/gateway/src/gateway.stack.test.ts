import { createGatewayClient } from '@cyberdesk/generated/gateway/client.gen';
import type { InstanceEvent } from '@cyberdesk/generated/gateway/types.gen';
import { silentLogger } from '@cyberdesk/kit/logger';
import { connectKubernetes, type KubeClient } from '@cyberdesk/kube/client';
import type { ReceivedEvent } from '@cyberdesk/runtime';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestCluster, type TestCluster } from '../../../local/cluster/testing.ts';
import { type Cluster, clusterOn } from './clients/cluster.ts';
import { type Gateway, startGateway } from './gateway.ts';
import { createKeys } from './testing/keys.ts';
import {
  newName,
  newSnapshotName,
  organizationId,
  runningStatus,
  specOf,
} from './testing/world.ts';

let real: TestCluster;
let gateway: Gateway;
let admin: KubeClient;
let direct: Cluster;
let client: ReturnType<typeof createGatewayClient>;
const namespace = 'cyberdesk';
const stop = new AbortController();

beforeAll(async () => {
  real = await startTestCluster();
  const keys = await createKeys();
  const connect = (kubeconfig: string) => connectKubernetes({ kubeconfig, userAgent: 'test' });
  admin = connect(real.kubeconfigs.admin);
  direct = clusterOn(admin, namespace);
  gateway = await startGateway({
    host: '127.0.0.1',
    controlPort: 0,
    dataPort: 0,
    namespace,
    kube: connect(real.kubeconfigs.gateway),
    serviceKeys: () => keys.serviceKeys,
    desktopKey: keys.desktop,
    execdPort: 8000,
    previewHost: 'preview.test',
    build: 'test',
    log: silentLogger(),
  });
  await gateway.services.instances.synced;
  const claims = {
    scopes: ['instances', 'accounts', 'pools'].flatMap((each) => [`${each}:read`, `${each}:write`]),
    actor: { type: 'system', id: 'test' },
  };
  client = createGatewayClient({
    baseUrl: `http://127.0.0.1:${gateway.controlPort}`,
    headers: async () => ({
      authorization: `Bearer ${await keys.api({ audience: 'gateway', subject: 't', ttlSeconds: 60, claims })}`,
    }),
  });
});

afterAll(async () => {
  stop.abort();
  await gateway.close();
  await admin.close();
  await real.stop();
});

test('an instance lives from create to delete with the rights of the gateway alone', async () => {
  const name = newName();
  const create = () => client.createInstance({ body: { name, spec: specOf(), env: { A: '1' } } });
  const created = await create();
  expect(created.spec).toMatchObject({ environmentSecret: true, startTimeoutSeconds: 600 });
  expect((await create()).uid).toBe(created.uid);
  const other = client.createInstance({ body: { name, spec: specOf({ template: 'other' }) } });
  await expect(other).rejects.toMatchObject({ status: 409, code: 'conflict' });
  await expect.poll(() => gateway.services.instances.get(name)?.uid).toBe(created.uid);

  await client.stopInstance({ path: { instanceId: name } });
  const start = { startCount: 2, expiresAt: '2030-01-01T00:00:00Z' };
  const started = await client.startInstance({ path: { instanceId: name }, body: start });
  expect(started.spec).toMatchObject({ desiredState: 'Running', ...start });
  const revokedGrants = { grt_1: '2030-01-01T00:00:00Z' };
  const updated = await client.updateInstance({
    path: { instanceId: name },
    body: { revokedGrants },
  });
  expect(updated.spec.revokedGrants).toEqual(revokedGrants);

  const remove = () => client.deleteInstance({ path: { instanceId: name } });
  expect(await remove()).toMatchObject({ spec: { desiredState: 'Deleted' } });
  const at = new Date().toISOString();
  const condition = {
    type: 'Deleted',
    status: 'True',
    reason: 'Completed',
    message: '',
    lastTransitionTime: at,
  };
  await direct.instances.patchStatus(name, { phase: 'Deleted', conditions: [condition] });
  expect(await remove()).toBeUndefined();
  await expect(remove()).rejects.toMatchObject({ status: 404 });
  expect(await direct.secrets.find(name)).toBeUndefined();
});

test("what the apiserver's own rules refuse is 422 in its words", async () => {
  const display = { width: 16_000, height: 16_000 };
  const body = { name: newName(), spec: specOf({ display }) };
  const refused = client.createInstance({ body });
  await expect(refused).rejects.toMatchObject({
    status: expect.toSatisfy((code) => code === 422 || code === 400),
  });
});

test('an account is put and read', async () => {
  const path = { organizationId };
  await client.putAccount({ path, body: { organizationId, creditUnits: 7 } });
  await client.putAccount({ path, body: { organizationId } });
  expect((await client.getAccount({ path })).spec).toEqual({ organizationId });
});

test('a limit that the new account lacks is gone, also one inside', async () => {
  const path = { organizationId };
  await client.putAccount({ path, body: { organizationId, limits: { instances: 2, vcpus: 8 } } });
  await client.putAccount({ path, body: { organizationId, limits: { instances: 3 } } });
  expect((await client.getAccount({ path })).spec.limits).toEqual({ instances: 3 });
});

test('pools are put, replaced and listed in pages of the apiserver', async () => {
  const resources = { vcpus: 2, memoryMiB: 2048, diskGiB: 16 };
  const spec = { template: 'desktop-base', resources, size: 4, minSize: 0, maxSize: 16 };
  for (const poolId of ['a', 'b', 'c'])
    await client.putPool({ path: { poolId }, body: { ...spec, maxStarting: 3 } });
  const replaced = await client.putPool({ path: { poolId: 'a' }, body: { ...spec, size: 5 } });
  expect(replaced.spec).toMatchObject({ size: 5, maxStarting: 10 });
  const first = await client.listPools({ query: { limit: 2 } });
  expect(first.items.map(({ name }) => name)).toEqual(['a', 'b']);
  const cursor = first.nextCursor ?? '';
  const second = await client.listPools({ query: { limit: 2, cursor } });
  expect([second.items.map(({ name }) => name), second.nextCursor]).toEqual([['c'], undefined]);
  const bad = client.listPools({ query: { limit: 2, cursor: 'abc' } });
  await expect(bad).rejects.toMatchObject({ status: 400, code: 'unknownCursor' });
});

const startRunning = async (): Promise<string> => {
  const name = newName();
  await client.createInstance({ body: { name, spec: specOf() } });
  await direct.instances.patchStatus(name, runningStatus());
  return name;
};

test('pause, resume, restart and policies pass the rules of the resource', async () => {
  const path = { instanceId: await startRunning() };
  expect((await client.pauseInstance({ path })).spec.desiredState).toBe('Paused');
  expect((await client.resumeInstance({ path })).spec.desiredState).toBe('Running');
  const restart = { restartCount: 1 };
  expect((await client.restartInstance({ path, body: restart })).spec.restartCount).toBe(1);
  const update = (body: object) => client.updateInstance({ path, body });
  await update({ idle: { afterSeconds: 60, action: 'Stop', processes: ['x'] } });
  const network = { mode: 'Restricted' as const, allowCidrs: ['203.0.113.0/24'] };
  await update({ network });
  const { spec } = await update({ idle: { afterSeconds: 90, action: 'Delete' } });
  expect(spec).toMatchObject({ idle: { afterSeconds: 90, action: 'Delete' }, network });
  expect(spec.idle).not.toHaveProperty('processes');
  const cleared = await update({ idle: null, network: { mode: 'None' } });
  expect(cleared.spec.network).toEqual({ mode: 'None' });
  expect(cleared.spec.idle).toBeUndefined();
});

test('a snapshot lives from create to delete, makes forks and a restore', async () => {
  const instance = await startRunning();
  const path = { instanceId: instance };
  const [name, forked] = [newSnapshotName(), newSnapshotName()];
  const body = { name, organizationId, instance };
  const created = await client.createSnapshot({ body });
  expect((await client.createSnapshot({ body })).uid).toBe(created.uid);
  await direct.snapshots.patchStatus(name, { phase: 'Ready' });
  const restore = { snapshot: name, count: 1 };
  expect((await client.restoreInstance({ path, body: restore })).spec.restore).toEqual(restore);

  const fork = { snapshot: forked, names: [newName(), newName()] };
  const { items } = await client.forkInstance({ path, body: fork });
  expect(items.map(({ instance: made }) => made?.spec.source)).toEqual(
    Array.from({ length: 2 }, () => ({ snapshot: forked })),
  );
  const again = await client.forkInstance({ path, body: fork });
  expect(again.items.map(({ instance: made }) => made?.uid)).toEqual(
    items.map(({ instance: made }) => made?.uid),
  );
  const listed = await client.listSnapshots({ query: { limit: 100 } });
  expect(listed.items.map((item) => item.name).sort()).toEqual([name, forked].sort());

  const remove = () => client.deleteSnapshot({ path: { snapshotId: name } });
  expect(await remove()).toMatchObject({ spec: { desiredState: 'Deleted' } });
  await direct.snapshots.patchStatus(name, { phase: 'Deleted' });
  expect(await remove()).toBeUndefined();
  await expect(remove()).rejects.toMatchObject({ status: 404 });
});

test('a wait ends with the phase', async () => {
  const instanceId = newName();
  await client.createInstance({ body: { name: instanceId, spec: specOf() } });
  const query = { phase: 'Running', waitSeconds: 20 };
  const reply = client.getInstance({ path: { instanceId }, query });
  await direct.instances.patchStatus(instanceId, { ...runningStatus(), sequence: 1 });
  expect((await reply).status.phase).toBe('Running');
});

test('events go on after the apiserver was restarted', async () => {
  const stream = await client.streamInstanceEvents({}, { signal: stop.signal });
  const events = (stream as AsyncIterable<ReceivedEvent<InstanceEvent>>)[Symbol.asyncIterator]();
  const until = async (found: (event: InstanceEvent) => boolean): Promise<void> => {
    for (let next = await events.next(); !next.done; next = await events.next())
      if (found(next.value.data)) return;
    throw new Error('the stream ended');
  };
  await until(({ type }) => type === 'instances.synced');
  await real.restartApiserver();
  const ready = await fetch(`http://127.0.0.1:${gateway.controlPort}/ready`);
  expect(ready.status).toBe(200);
  const name = newName();
  await client.createInstance({ body: { name, spec: specOf() } });
  await until((event) => event.type === 'instance.changed' && event.instance.name === name);
  await direct.instances.delete(name);
  await until((event) => event.type === 'instance.removed' && event.instance.name === name);
});

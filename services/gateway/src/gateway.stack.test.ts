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
import { newName, organizationId, specOf } from './testing/world.ts';

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
    scopes: ['instances:read', 'instances:write', 'accounts:read', 'accounts:write'],
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

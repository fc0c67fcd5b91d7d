import { afterEach, expect, test } from 'vitest';
import { connectKubernetes } from './client.ts';
import { isAlreadyExists, isConflict, isNotFound, KubeError } from './errors.ts';
import type { KubeObject, ResourceType } from './objects.ts';
import { MemoryCluster } from './testing/cluster.ts';
import { startFakeApiServer } from './testing/server.ts';

const widgets: ResourceType = { group: 'example.io', version: 'v1', plural: 'widgets' };
type Widget = KubeObject & { spec?: { size?: number }; status?: { phase: string } };

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function setup() {
  const cluster = new MemoryCluster();
  const api = await startFakeApiServer(cluster);
  const client = connectKubernetes({ kubeconfig: api.kubeconfig, userAgent: 'test/1' });
  cleanups.push(api.close, client.close);
  return { cluster, api, client, widgets: client.resource<Widget>(widgets, 'default') };
}

const failure = async (work: Promise<unknown>): Promise<KubeError> => {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  if (!(error instanceof KubeError)) throw new Error(`not a KubeError: ${String(error)}`);
  return error;
};

test('creates, reads, patches and deletes', async () => {
  const { widgets } = await setup();
  const created = await widgets.create({ metadata: { name: 'a' }, spec: { size: 1 } });
  expect(created.metadata).toMatchObject({ name: 'a', namespace: 'default', generation: 1 });
  await widgets.mergePatch('a', { spec: { size: 2 } });
  await widgets.jsonPatch('a', [{ op: 'add', path: '/metadata/labels', value: { x: 'y' } }]);
  const patched = await widgets.patchStatus('a', { phase: 'Ready' });
  expect(patched).toMatchObject({ spec: { size: 2 }, status: { phase: 'Ready' } });
  expect(patched.metadata.labels).toEqual({ x: 'y' });
  await widgets.delete('a');
  expect(await widgets.find('a')).toBeUndefined();
});

test('a stale resource version is a conflict in every kind of write', async () => {
  const { widgets } = await setup();
  const stale = await widgets.create({ metadata: { name: 'a' }, spec: { size: 1 } });
  await widgets.mergePatch('a', { spec: { size: 2 } });
  const resourceVersion = stale.metadata.resourceVersion ?? '';
  const writes = [
    widgets.mergePatch('a', { spec: { size: 3 } }, { resourceVersion }),
    widgets.jsonPatch('a', [{ op: 'add', path: '/spec/size', value: 3 }], { resourceVersion }),
    widgets.patchStatus('a', { phase: 'Ready' }, resourceVersion),
    widgets.replace(stale),
    widgets.delete('a', { resourceVersion }),
    widgets.delete('a', { uid: 'other' }),
  ];
  for (const write of writes) expect(isConflict(await failure(write))).toBe(true);
});

test('names its failures', async () => {
  const { widgets, api, client } = await setup();
  expect(isNotFound(await failure(widgets.get('none')))).toBe(true);
  await widgets.create({ metadata: { name: 'a' } });
  const second = await failure(widgets.create({ metadata: { name: 'a' } }));
  expect(isAlreadyExists(second) && !isConflict(second)).toBe(true);
  api.fault = () => ({ status: 429, reason: 'TooManyRequests', headers: { 'retry-after': '7' } });
  const refused = await failure(widgets.get('a'));
  expect(refused).toMatchObject({ status: 429, reason: 'TooManyRequests', retryAfterSeconds: 7 });
  api.fault = () => ({ reset: true });
  expect(await failure(widgets.get('a'))).toMatchObject({ status: 0, reason: 'ConnectionFailed' });
  expect(await client.reachable()).toBe(false);
});

test('an answer that is no Status object still becomes a KubeError', async () => {
  const { widgets, api } = await setup();
  api.fault = () => ({ status: 502, reason: 'x', headers: { 'content-type': 'text/html' } });
  expect(await failure(widgets.get('a'))).toMatchObject({ status: 502 });
});

test('calls share connections instead of opening one each', async () => {
  const { widgets, api } = await setup();
  await widgets.create({ metadata: { name: 'a' } });
  for (let index = 0; index < 20; index += 1) await widgets.get('a');
  expect(api.connections()).toBeLessThanOrEqual(2);
});

test('sends the credentials of the kubeconfig and a user agent', async () => {
  const { widgets, api } = await setup();
  await widgets.list({ limit: 5, labelSelector: 'a=b' });
  expect(api.requests[0]?.headers).toMatchObject({
    authorization: 'Bearer fake-token',
    'user-agent': 'test/1',
  });
  expect(api.requests[0]?.url.search).toBe('?limit=5&labelSelector=a%3Db');
});

test('a name cannot leave its path segment', async () => {
  const { widgets, api } = await setup();
  await failure(widgets.get('../../secrets/x'));
  expect(api.requests[0]?.url.pathname).toBe(
    '/apis/example.io/v1/namespaces/default/widgets/..%2F..%2Fsecrets%2Fx',
  );
});

test('a kubeconfig without a current cluster is refused with the fix', () => {
  expect(() => connectKubernetes({ kubeconfig: '/dev/null', userAgent: 'x' })).toThrow(
    /kubeconfig/,
  );
});

test('a subresource that acts is put without a body to read', async () => {
  const { widgets, api } = await setup();
  api.fault = ({ method }) => (method === 'PUT' ? { lines: [] } : undefined);
  await widgets.act('a', 'pause');
  expect(api.requests.map(({ method, url }) => `${method} ${url.pathname}`)).toEqual([
    'PUT /apis/example.io/v1/namespaces/default/widgets/a/pause',
  ]);
  api.fault = () => ({ status: 409, reason: 'Conflict' });
  expect(isConflict(await failure(widgets.act('a', 'pause')))).toBe(true);
});

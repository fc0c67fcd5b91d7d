import { afterEach, expect, test, vi } from 'vitest';
import { connectKubernetes, type KubeClient } from './client.ts';
import { type Clock, systemClock } from './clock.ts';
import { createInformer, type Informer, type InformerEvent } from './informer.ts';
import type { KubeObject, ResourceType } from './objects.ts';
import { MemoryCluster } from './testing/cluster.ts';
import { type FakeApiServer, startFakeApiServer } from './testing/server.ts';

const widgets: ResourceType = { group: 'example.io', version: 'v1', plural: 'widgets' };
type Widget = KubeObject & { spec: { size: number; ballast?: string } };

// Waits of seconds pass in milliseconds; the order of things stays.
const fastClock: Clock = {
  now: Date.now,
  delay: (ms, signal) => systemClock.delay(ms / 50, signal),
};

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

interface Setup {
  cluster: MemoryCluster;
  api: FakeApiServer;
  client: KubeClient;
}

async function setup(): Promise<Setup> {
  const cluster = new MemoryCluster();
  const api = await startFakeApiServer(cluster);
  const client = connectKubernetes({ kubeconfig: api.kubeconfig, userAgent: 'test' });
  cleanups.push(api.close, client.close);
  return { cluster, api, client };
}

interface Observed {
  informer: Informer<number>;
  events: InformerEvent<number>[];
  errors: unknown[];
}

function observe({ client }: Setup, options: { silenceMs?: number } = {}): Observed {
  const events: InformerEvent<number>[] = [];
  const errors: unknown[] = [];
  const informer = createInformer<Widget, number>({
    resource: client.resource<Widget>(widgets, 'default'),
    project: ({ spec }) => spec.size,
    key: ({ metadata }) => metadata.name,
    clock: fastClock,
    onError: (error) => errors.push(error),
    ...options,
  });
  informer.onChange((event) => events.push(event));
  cleanups.push(informer.stop);
  return { informer, events, errors };
}

const widget = (name: string, size = 1): Widget => ({ metadata: { name }, spec: { size } });
const add = ({ cluster }: Setup, name: string, size = 1) =>
  cluster.create(widgets, 'default', widget(name, size));
const target = (name: string) => ({ type: widgets, namespace: 'default', name });
const summary = (events: InformerEvent<number>[]) =>
  events.map(({ type, key }) => `${type} ${key}`);

test('lists 1,200 objects in pages and knows them all', async () => {
  const stack = await setup();
  for (let index = 0; index < 1_200; index += 1) add(stack, `w${index}`, index);
  const { informer } = observe(stack);
  await informer.synced;
  expect(informer.size()).toBe(1_200);
  expect(informer.get('w1199')).toBe(1_199);
  const lists = stack.api.requests.filter(({ watch }) => !watch);
  expect(lists.map(({ url }) => url.searchParams.get('limit'))).toEqual(['500', '500', '500']);
});

test('follows additions, changes and deletions with the previous value', async () => {
  const stack = await setup();
  const { informer, events } = observe(stack);
  await informer.synced;
  add(stack, 'a', 1);
  stack.cluster.patch(target('a'), { merge: { spec: { size: 2 } } });
  stack.cluster.delete(target('a'));
  await vi.waitFor(() => expect(summary(events)).toEqual(['added a', 'updated a', 'deleted a']));
  expect(events[1]).toMatchObject({ object: 2, previous: 1 });
  expect(informer.size()).toBe(0);
});

test('asks for bookmarks and resumes from the last one', async () => {
  const stack = await setup();
  const bookmark = { type: 'BOOKMARK', object: { metadata: { resourceVersion: '4711' } } };
  const lines = [JSON.stringify(bookmark)];
  let watches = 0;
  stack.api.fault = ({ watch }) => {
    if (!watch) return undefined;
    watches += 1;
    return watches === 1 ? { lines } : { silent: true };
  };
  observe(stack);
  await vi.waitFor(() => expect(watches).toBeGreaterThan(1));
  const queries = stack.api.requests
    .filter(({ watch }) => watch)
    .map(({ url }) => url.searchParams);
  expect(queries[0]?.get('allowWatchBookmarks')).toBe('true');
  expect(queries[1]?.get('resourceVersion')).toBe('4711');
});

test('gets through failing lists', async () => {
  const stack = await setup();
  add(stack, 'a');
  let left = 4;
  stack.api.fault = ({ watch }) => (!watch && left-- > 0 ? { status: 500 } : undefined);
  const { informer, errors } = observe(stack);
  await informer.synced;
  expect(informer.size()).toBe(1);
  expect(errors).toHaveLength(4);
});

test.each([
  ['500 on watch', { status: 500 }],
  ['429 on watch', { status: 429, headers: { 'retry-after': '1' } }],
  ['a reset connection', { reset: true as const }],
  ['a stream cut in the middle of a line', { lines: ['{"type":"ADD'] }],
  ['a stream of garbage', { lines: ['<html>'] }],
])('gets through %s and misses nothing', async (_, fault) => {
  const stack = await setup();
  let left = 5;
  stack.api.fault = ({ watch }) => (watch && left-- > 0 ? fault : undefined);
  const { informer, events } = observe(stack);
  await informer.synced;
  add(stack, 'a');
  await vi.waitFor(() => expect(left).toBeLessThan(0), 5_000);
  expect(summary(events)).toEqual(['added a']);
});

test('a crash of the apiserver in the middle of a watch loses and repeats nothing', async () => {
  const stack = await setup();
  const { informer, events } = observe(stack);
  await informer.synced;
  for (let index = 0; index < 50; index += 1) {
    add(stack, `w${index}`);
    if (index % 10 === 0) stack.api.resetWatches();
    await new Promise(setImmediate);
  }
  await vi.waitFor(() => expect(informer.size()).toBe(50), 5_000);
  expect(new Set(summary(events)).size).toBe(events.length);
});

test('410 makes it list again and tell the difference only', async () => {
  const stack = await setup();
  for (const name of ['kept', 'changed', 'gone', 'replaced']) add(stack, name);
  const { informer, events } = observe(stack);
  await informer.synced;
  await vi.waitFor(() => expect(stack.api.requests.some(({ watch }) => watch)).toBe(true));
  events.length = 0;
  stack.api.fault = ({ watch }) => (watch ? { status: 500 } : undefined);
  stack.api.resetWatches();
  stack.cluster.patch(target('changed'), { merge: { spec: { size: 9 } } });
  stack.cluster.delete(target('gone'));
  stack.cluster.delete(target('replaced'));
  add(stack, 'replaced', 5);
  add(stack, 'new');
  stack.cluster.compact();
  stack.api.fault = () => undefined;
  await vi.waitFor(() => expect(events).toHaveLength(5), 5_000);
  expect(summary(events).sort()).toEqual([
    'added new',
    'added replaced',
    'deleted gone',
    'deleted replaced',
    'updated changed',
  ]);
});

test('a stream that falls silent is opened again from where it stood', async () => {
  const stack = await setup();
  let watches = 0;
  stack.api.fault = ({ watch }) => {
    if (watch) watches += 1;
    return watch && watches === 1 ? { silent: true } : undefined;
  };
  const { informer, events } = observe(stack, { silenceMs: 300 });
  await informer.synced;
  add(stack, 'a');
  await vi.waitFor(() => expect(summary(events)).toEqual(['added a']), 5_000);
  expect(stack.api.requests.filter(({ watch }) => !watch)).toHaveLength(1);
});

test('an expired page token falls back to one full list', async () => {
  const stack = await setup();
  for (let index = 0; index < 600; index += 1) add(stack, `w${index}`);
  stack.api.fault = ({ url }) =>
    url.searchParams.has('continue') ? { status: 410, reason: 'Expired' } : undefined;
  const { informer } = observe(stack);
  await informer.synced;
  expect(informer.size()).toBe(600);
});

test('a version newer than the server (a restored backup) ends in a fresh list', async () => {
  const stack = await setup();
  add(stack, 'a');
  const tooLarge = { status: 504, reason: 'Timeout' };
  stack.api.fault = ({ watch, url }) =>
    watch && url.searchParams.get('resourceVersion') === '2' ? tooLarge : undefined;
  const { informer } = observe(stack);
  await informer.synced;
  stack.cluster.create(widgets, 'default', widget('b'));
  await vi.waitFor(() => expect(informer.get('b')).toBe(1), 5_000);
});

test('a server that closes every watch at once is asked with growing pauses', async () => {
  const stack = await setup();
  stack.api.fault = ({ watch }) => (watch ? { lines: [] } : undefined);
  const { informer } = observe(stack);
  await informer.synced;
  await systemClock.delay(300);
  // 200, 400, 800 … ms through the fast clock: at most ten fit, a tight loop would be hundreds.
  expect(stack.api.requests.length).toBeLessThan(20);
});

test('a late listener hears of what is there, and a throwing one stops nobody', async () => {
  const stack = await setup();
  add(stack, 'a');
  const { informer, errors } = observe(stack);
  await informer.synced;
  const heard: string[] = [];
  informer.onChange(() => {
    throw new Error('listener');
  });
  informer.onChange(({ key }) => heard.push(key));
  add(stack, 'b');
  await vi.waitFor(() => expect(heard).toEqual(['a', 'b']));
  expect(errors.map(String)).toEqual(['Error: listener', 'Error: listener']);
});

test('stop before the first list rejects synced and ends the loop', async () => {
  const stack = await setup();
  stack.api.fault = () => ({ status: 500 });
  const { informer } = observe(stack);
  await informer.stop();
  await expect(informer.synced).rejects.toThrow('stopped before');
});

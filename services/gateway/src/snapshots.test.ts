import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  addInstance,
  newName,
  newSnapshotName,
  organizationId,
  otherOrganizationId,
  running,
  runningStatus,
  setSnapshotStatus,
  setStatus,
  startWorld,
  type World,
} from './testing/world.ts';

let world: World;
let name: string;
beforeAll(async () => void (world = await startWorld()));
afterAll(() => world.close());
beforeEach(() => {
  name = newSnapshotName();
  world.faults.before = undefined as never;
});

const create = (changes: object = {}, options: object = {}) =>
  world.call('POST', '/snapshots', {
    body: { name, organizationId, instance: running, ...changes },
    ...options,
  });

const codeOf = async (response: Response): Promise<[number, string]> => {
  const { code } = (await response.json()) as { code: string };
  return [response.status, code];
};

const ready = (status: object = {}): Promise<unknown> =>
  setSnapshotStatus(world.kube, name, { phase: 'Ready', ...status });

test('a snapshot is created once, and a repeat returns what exists', async () => {
  const expiresAt = '2030-01-01T00:00:00Z';
  const first = await create({ expiresAt });
  expect(first.status).toBe(201);
  const created = (await first.json()) as { uid: string };
  const { uid } = await world.kube.instances.get(running).then(({ metadata }) => metadata);
  const spec = { organizationId, instance: running, instanceUid: uid, purpose: 'Keep' };
  expect(created).toMatchObject({ name, spec: { ...spec, desiredState: 'Present', expiresAt } });
  await ready();
  const repeat = await create({ expiresAt: '2030-01-01T00:00:00.000Z' });
  expect(await repeat.json()).toMatchObject({ uid: created.uid, status: { phase: 'Ready' } });
  expect(await codeOf(await create())).toEqual([409, 'conflict']);
});

test('a repeat returns what exists also when the instance is gone', async () => {
  const instance = newName();
  await addInstance(world.kube, instance);
  await setStatus(world.kube, instance, runningStatus());
  expect((await create({ instance })).status).toBe(201);
  await world.kube.instances.delete(instance);
  expect((await create({ instance })).status).toBe(201);
});

test('what cannot be kept is refused, and nothing is written', async () => {
  const [diskless, deleted, foreign] = [newName(), newName(), newName()];
  await addInstance(world.kube, diskless);
  await addInstance(world.kube, deleted, { desiredState: 'Deleted' });
  await addInstance(world.kube, foreign, { organizationId: otherOrganizationId });
  await setStatus(world.kube, deleted, runningStatus());
  const past = { expiresAt: '2020-01-01T00:00:00Z' };
  const stateConflict = [409, 'desktopStateConflict'];
  expect(await codeOf(await create({ instance: diskless }))).toEqual(stateConflict);
  expect(await codeOf(await create({ instance: deleted }))).toEqual(stateConflict);
  expect(await codeOf(await create({ instance: foreign }))).toEqual([404, 'notFound']);
  expect(await codeOf(await create({ instance: newName() }))).toEqual([404, 'notFound']);
  expect(await codeOf(await create(past))).toEqual([422, 'deadlineInvalid']);
  const other = { organizationId: otherOrganizationId };
  expect(await codeOf(await create(other))).toEqual([403, 'insufficientScope']);
  expect(await world.kube.snapshots.find(name)).toBeUndefined();
});

test('a list is confined to the organization and comes in pages', async () => {
  const org = `org_${'d'.repeat(34)}`;
  const instance = newName();
  await addInstance(world.kube, instance, { organizationId: org });
  await setStatus(world.kube, instance, runningStatus());
  const token = await world.token({ org });
  const names = Array.from({ length: 5 }, newSnapshotName).sort();
  for (const each of names) await create({ name: each, organizationId: org, instance }, { token });
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const query = cursor === undefined ? '' : `&cursor=${cursor}`;
    const reply = await world.call('GET', `/snapshots?limit=2${query}`, { token });
    const page = (await reply.json()) as { items: { name: string }[]; nextCursor?: string };
    found.push(...page.items.map((item) => item.name));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  expect(found).toEqual(names);
  const token2 = await world.token({ org: otherOrganizationId });
  const none = await world.call('GET', '/snapshots', { token: token2 });
  expect(await none.json()).toEqual({ items: [] });
});

test('a cursor that has expired says so', async () => {
  const { KubeError } = await import('@cyberdesk/kube/errors');
  world.faults.before = () => {
    throw new KubeError({ status: 410, reason: 'Expired', message: 'too old' });
  };
  expect(await codeOf(await world.call('GET', '/snapshots?cursor=x'))).toEqual([
    400,
    'unknownCursor',
  ]);
});

test.each([
  ['GET', ''],
  ['DELETE', ''],
])('%s of a snapshot of another organization is 404', async (method) => {
  await create();
  const token = await world.token({ org: otherOrganizationId });
  const reply = await world.call(method, `/snapshots/${name}`, { token });
  expect(await codeOf(reply)).toEqual([404, 'notFound']);
  expect((await world.kube.snapshots.get(name)).spec.desiredState).toBe('Present');
  expect((await world.call('GET', `/snapshots/${name}`)).status).toBe(200);
});

test('a delete waits for the operator, then removes the resource', async () => {
  await create();
  const remove = () => world.call('DELETE', `/snapshots/${name}`);
  expect((await remove()).status).toBe(202);
  const second = await remove();
  expect(second.status).toBe(202);
  expect(await second.json()).toMatchObject({ spec: { desiredState: 'Deleted' } });
  await setSnapshotStatus(world.kube, name, { phase: 'Deleted' });
  expect((await remove()).status).toBe(204);
  expect((await remove()).status).toBe(404);
});

const limited = async (org: string, snapshots: number): Promise<string> => {
  const metadata = { name: org.replace('_', '-') };
  await world.kube.accounts.create({
    apiVersion: 'cyberdesk.io/v1alpha1',
    kind: 'CyberdeskAccount',
    metadata,
    spec: { organizationId: org, limits: { snapshots } },
  });
  const instance = newName();
  await addInstance(world.kube, instance, { organizationId: org });
  await setStatus(world.kube, instance, runningStatus());
  return instance;
};

test('an account has no more snapshots than it may, also when many are asked for at once', async () => {
  const org = `org_${'e'.repeat(34)}`;
  const instance = await limited(org, 2);
  const token = await world.token({ org });
  const one = () => create({ name: newSnapshotName(), organizationId: org, instance }, { token });
  expect((await one()).status).toBe(201);
  const replies = await Promise.all(Array.from({ length: 8 }, one));
  const created = replies.filter(({ status }) => status === 201).length;
  expect(created).toBeLessThanOrEqual(1);
  const { items } = await world.kube.snapshots.list({
    labelSelector: `cyberdesk.io/organization=${org.replace('_', '-')}`,
  });
  expect(items).toHaveLength(1 + created);
  if (created === 0) expect((await one()).status).toBe(201);
  expect(await codeOf(await one())).toEqual([429, 'limitReached']);
  // What is only a record any more takes no place.
  await setSnapshotStatus(world.kube, items[0]?.metadata.name ?? '', { phase: 'Deleted' });
  expect((await one()).status).toBe(201);
});

const restore = (count: number, instance = running, snapshot = name) =>
  world.call('POST', `/instances/${instance}/restore`, { body: { snapshot, count } });

test('a restore names a snapshot of this instance that is ready, once for each count', async () => {
  const instance = newName();
  await addInstance(world.kube, instance);
  await setStatus(world.kube, instance, runningStatus());
  await create({ instance });
  expect(await codeOf(await restore(1, instance))).toEqual([409, 'snapshotNotReady']);
  await ready();
  expect(await codeOf(await restore(1, running))).toEqual([422, 'unprocessable']);
  expect((await restore(1, instance)).status).toBe(202);
  const specNow = async () => (await world.kube.instances.get(instance)).spec;
  expect(await specNow()).toMatchObject({ restore: { snapshot: name, count: 1 } });
  // A repeat needs no snapshot any more; the same count of another one is another request.
  await world.kube.snapshots.delete(name);
  expect((await restore(1, instance)).status).toBe(202);
  const other = newSnapshotName();
  expect(await codeOf(await restore(1, instance, other))).toEqual([409, 'conflict']);
  expect(await codeOf(await restore(2, instance, other))).toEqual([404, 'notFound']);
  expect((await specNow()).restore?.count).toBe(1);
});

test('a desktop is made from a snapshot that is ready, of the same organization and no larger', async () => {
  const resources = { vcpus: 2, memoryMiB: 2048, diskGiB: 16 };
  const body = (spec: object = {}) => ({
    name: newName(),
    spec: {
      organizationId,
      template: 'desktop-base',
      resources,
      display: { width: 1280, height: 800 },
      desiredState: 'Running',
      startCount: 1,
      source: { snapshot: name },
      ...spec,
    },
  });
  const make = (request: object) => world.call('POST', '/instances', { body: request });
  expect(await codeOf(await make(body()))).toEqual([404, 'notFound']);
  await create();
  expect(await codeOf(await make(body()))).toEqual([409, 'snapshotNotReady']);
  await ready({ lineage: { template: 'desktop-base', resources } });
  const small = { resources: { ...resources, diskGiB: 8 } };
  expect(await codeOf(await make(body(small)))).toEqual([422, 'unprocessable']);
  const request = body();
  expect((await make(request)).status).toBe(201);
  await world.kube.snapshots.delete(name);
  expect((await make(request)).status).toBe(201);
  const other = { ...request, spec: { ...request.spec, source: { snapshot: newSnapshotName() } } };
  expect(await codeOf(await make(other))).toEqual([409, 'conflict']);
});

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  addInstance,
  newName,
  organizationId,
  otherOrganizationId,
  setStatus,
  specOf,
  startWorld,
  type World,
} from './testing/world.ts';

let world: World;
let name: string;
beforeAll(async () => void (world = await startWorld()));
afterAll(() => world.close());
beforeEach(() => {
  name = newName();
  world.faults.before = undefined as never;
});

interface Body {
  uid?: string;
  items: { name: string }[];
  nextCursor?: string;
  spec?: object;
}

const json = async (response: Response): Promise<Body> => (await response.json()) as Body;

test('an instance is created once, and a repeat returns what exists', async () => {
  const first = await world.call('POST', '/instances', { body: { name, spec: specOf() } });
  expect(first.status).toBe(201);
  const created = await json(first);
  expect(created).toMatchObject({
    name,
    spec: { template: 'desktop-base', environmentSecret: false },
  });
  await world.kube.instances.mergePatch(name, { spec: { desiredState: 'Stopped' } });
  const repeat = await world.call('POST', '/instances', { body: { name, spec: specOf() } });
  expect(repeat.status).toBe(201);
  expect(await json(repeat)).toMatchObject({ uid: created.uid, spec: { desiredState: 'Stopped' } });
});

test('a repeat with another spec is a conflict that names what differs', async () => {
  await world.call('POST', '/instances', { body: { name, spec: specOf() } });
  const spec = specOf({ template: 'another' });
  const repeat = await world.call('POST', '/instances', { body: { name, spec } });
  expect(repeat.status).toBe(409);
  expect(await json(repeat)).toMatchObject({
    code: 'conflict',
    detail: expect.stringContaining('template'),
  });
});

test('the environment is a Secret that exists before the instance does', async () => {
  const order: string[] = [];
  world.faults.before = ({ method, plural }) => void (method === 'POST' && order.push(plural));
  const env = { TOKEN: 'päss=1', 'odd name': 'x' };
  const reply = await world.call('POST', '/instances', { body: { name, spec: specOf(), env } });
  expect(reply.status).toBe(201);
  const text = await reply.text();
  expect(JSON.parse(text)).toMatchObject({ spec: { environmentSecret: true } });
  expect(text).not.toContain('päss');
  expect(order).toEqual(['secrets', 'cyberdeskinstances']);
  const secret = await world.kube.secrets.get(name);
  const stored = Buffer.from(secret.data?.['environment.json'] ?? '', 'base64').toString();
  expect(JSON.parse(stored)).toEqual(env);
});

test('another environment under the same name is a conflict', async () => {
  const create = (env: object) =>
    world.call('POST', '/instances', { body: { name, spec: specOf(), env } });
  expect((await create({ A: '1', B: '2' })).status).toBe(201);
  expect((await create({ B: '2', A: '1' })).status).toBe(201);
  expect((await create({ A: '2' })).status).toBe(409);
});

test('a create survives a crash between Secret and instance', async () => {
  world.faults.before = ({ method, plural }) => {
    if (method === 'POST' && plural === 'cyberdeskinstances') throw new Error('killed');
  };
  const body = { name, spec: specOf(), env: { A: '1' } };
  expect((await world.call('POST', '/instances', { body })).status).toBe(500);
  world.faults.before = undefined as never;
  expect((await world.call('POST', '/instances', { body })).status).toBe(201);
});

test('a create for another organization is refused', async () => {
  const spec = specOf({ organizationId: otherOrganizationId });
  const reply = await world.call('POST', '/instances', { body: { name, spec } });
  expect(reply.status).toBe(403);
});

test('what was created can be read at once', async () => {
  await world.call('POST', '/instances', { body: { name, spec: specOf() } });
  const reply = await world.call('GET', `/instances/${name}`);
  expect(reply.status).toBe(200);
  expect(await json(reply)).toMatchObject({ name, spec: { organizationId } });
});

test.each([
  ['GET', ''],
  ['PATCH', ''],
  ['DELETE', ''],
  ['POST', '/start'],
  ['POST', '/stop'],
  ['GET', '/screenshot'],
])('%s %s of another organization is 404', async (method, path) => {
  await addInstance(world.kube, name, { organizationId: otherOrganizationId });
  const bodies: Record<string, object> = { PATCH: {}, '/start': { startCount: 2 } };
  const body = bodies[path] ?? bodies[method];
  const reply = await world.call(method, `/instances/${name}${path}`, { body });
  expect(reply.status).toBe(404);
  expect(await json(reply)).toMatchObject({ code: 'notFound' });
  expect((await world.kube.instances.get(name)).spec.desiredState).toBe('Running');
});

test('a list is confined to the organization and comes in pages', async () => {
  const org = `org_${'c'.repeat(34)}`;
  const names = Array.from({ length: 5 }, newName).sort();
  for (const each of names) await addInstance(world.kube, each, { organizationId: org });
  await expect.poll(() => world.gateway.services.instances.get(names[4] ?? '')).toBeDefined();
  const token = await world.token({ org });
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const query = cursor === undefined ? '' : `&cursor=${cursor}`;
    const page = await json(await world.call('GET', `/instances?limit=2${query}`, { token }));
    found.push(...page.items.map((item) => item.name));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  expect(found).toEqual(names);
});

test('a cursor of nowhere is refused', async () => {
  const reply = await world.call('GET', '/instances?cursor=abc');
  expect(reply.status).toBe(400);
  expect(await json(reply)).toMatchObject({ code: 'unknownCursor' });
});

test('a start that was done already changes only the deadline', async () => {
  await addInstance(world.kube, name, { desiredState: 'Stopped' });
  const start = (startCount: number, expiresAt: string) =>
    world.call('POST', `/instances/${name}/start`, { body: { startCount, expiresAt } });
  expect((await start(2, '2026-11-23T10:00:00Z')).status).toBe(202);
  expect((await world.kube.instances.get(name)).spec).toMatchObject({
    desiredState: 'Running',
    startCount: 2,
    expiresAt: '2026-11-23T10:00:00Z',
  });
  await world.call('POST', `/instances/${name}/stop`);
  await start(2, '2026-11-23T11:00:00Z');
  expect((await world.kube.instances.get(name)).spec).toMatchObject({
    desiredState: 'Stopped',
    startCount: 2,
    expiresAt: '2026-11-23T11:00:00Z',
  });
});

test('an update at another version is refused', async () => {
  const { metadata } = await addInstance(world.kube, name);
  const update = (resourceVersion?: string) =>
    world.call('PATCH', `/instances/${name}`, { body: { resourceVersion, onExpire: 'Delete' } });
  await setStatus(world.kube, name, { phase: 'Starting' });
  expect((await update(metadata.resourceVersion)).status).toBe(412);
  expect((await update()).status).toBe(200);
  expect((await world.kube.instances.get(name)).spec.onExpire).toBe('Delete');
});

test('a write that lost a race is decided again on what is there by then', async () => {
  await addInstance(world.kube, name);
  let races = 3;
  world.faults.before = async ({ method }) => {
    if (method !== 'PATCH' || races === 0) return;
    races -= 1;
    await setStatus(world.kube, name, { sequence: 10 - races });
  };
  expect((await world.call('POST', `/instances/${name}/stop`)).status).toBe(202);
  expect(races).toBe(0);
  expect((await world.kube.instances.get(name)).spec.desiredState).toBe('Stopped');
});

test('a delete waits for the operator, then removes instance and Secret', async () => {
  const body = { name, spec: specOf(), env: { A: '1' } };
  await world.call('POST', '/instances', { body });
  const remove = () => world.call('DELETE', `/instances/${name}`);
  const first = await remove();
  expect(first.status).toBe(202);
  expect(await json(first)).toMatchObject({ spec: { desiredState: 'Deleted' } });
  expect((await remove()).status).toBe(202);
  expect((await world.call('POST', `/instances/${name}/stop`)).status).toBe(409);
  const conditions = [{ type: 'Deleted', status: 'True' }];
  await setStatus(world.kube, name, { phase: 'Deleted', conditions });
  expect((await remove()).status).toBe(204);
  expect(await world.kube.instances.find(name)).toBeUndefined();
  expect(await world.kube.secrets.find(name)).toBeUndefined();
  expect((await remove()).status).toBe(404);
});

test('an apiserver that is away is 503 with a time to come back', async () => {
  const { KubeError } = await import('@cyberdesk/kube/errors');
  world.faults.before = () => {
    throw new KubeError({ status: 0, reason: 'ConnectionFailed', message: 'refused' });
  };
  const reply = await world.call('GET', `/instances/${name}`);
  expect(reply.status).toBe(503);
  expect(reply.headers.get('retry-after')).toBe('1');
});

test('an account is put and read', async () => {
  const spec = { organizationId, creditUnits: 5 };
  const path = `/accounts/${organizationId}`;
  expect((await world.call('GET', path)).status).toBe(404);
  expect((await world.call('PUT', path, { body: spec })).status).toBe(200);
  expect(await json(await world.call('GET', path))).toMatchObject({ organizationId, spec });
  await world.call('PUT', path, { body: { organizationId } });
  expect((await json(await world.call('GET', path))).spec).toEqual({ organizationId });
  expect(
    (await world.call('PUT', path, { body: { organizationId: otherOrganizationId } })).status,
  ).toBe(422);
  const foreign = await world.call('GET', `/accounts/${otherOrganizationId}`);
  expect(foreign.status).toBe(404);
});

test('a limit that the new account lacks is gone, also one inside', async () => {
  const path = `/accounts/${organizationId}`;
  const put = (limits?: object) =>
    world.call('PUT', path, { body: { organizationId, ...(limits && { limits }) } });
  await put({ instances: 2, vcpus: 8 });
  await put({ instances: 3 });
  const account = await world.kube.accounts.get(organizationId.replace('_', '-'));
  expect(account.spec.limits).toEqual({ instances: 3 });
});

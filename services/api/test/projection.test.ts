import type { Instance } from '@cyberdesk/generated/gateway/types.gen';
import { createVerifier } from '@cyberdesk/kit/tokens';
import type { Context } from 'hono';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { applyEvent } from '../src/workers/apply-event.ts';
import { instanceOf } from './gateway.ts';
import { outcome, startWorld, type Customer, type World } from './world.ts';

let world: World;
let me: Customer;
let id: string;
beforeAll(async () => void (world = await startWorld()), 120_000);
beforeEach(async () => {
  me = await world.customer();
  ({ id } = await me.desktop());
});
afterAll(() => world.stop());

const started = '2026-03-01T10:00:00.000Z';
const at = (seconds: number) => new Date(Date.parse(started) + seconds * 1000).toISOString();
const interval = (endedAt?: string) => ({
  uid: 'u1',
  startedAt: started,
  ...(endedAt ? { endedAt } : {}),
});
const shown = (status: Instance['status']): Instance => {
  const name = id.replace('_', '-');
  return instanceOf(name, world.gateway.instances.get(name)?.spec ?? ({} as never), status);
};
const report = (status: object, type = 'instance.changed' as const) =>
  applyEvent(world.deps, { type, instance: shown(status as Instance['status']) });
const row = () =>
  world.deps.db.selectFrom('desktops').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const all = (table: 'usage_intervals' | 'desktop_transitions' | 'events') =>
  world.deps.db.selectFrom(table).selectAll().where('desktop_id', '=', id).execute();

const running = {
  ...{ phase: 'Running', sequence: 3, reason: 'Ready', message: 'runs', since: started },
  intervals: [interval()],
  transitions: [{ sequence: 3, phase: 'Running', reason: 'Ready', message: 'runs', at: started }],
};
const stopped = {
  ...{ phase: 'Stopped', sequence: 5, runningSeconds: 60, intervals: [interval(at(60))] },
  transitions: running.transitions,
};

test('reports are applied once, older ones not at all, and counters never fall', async () => {
  await report(running);
  await report(running);
  expect(await row()).toMatchObject({ state: 'running', sequence: 3, running_seconds: 0 });
  expect(await all('desktop_transitions')).toHaveLength(1);
  expect((await all('events')).map(({ type }) => type)).toEqual([
    'desktop.created',
    'desktop.running',
  ]);
  await report(stopped);
  await report(running);
  expect(await row()).toMatchObject({
    ...{ state: 'stopped', sequence: 5, running_seconds: 60, running_since: null },
  });
  expect(await all('usage_intervals')).toMatchObject([{ ended_at: new Date(at(60)) }]);
});

test('a removed resource: failed when nobody asked for it, deleted with the last counters otherwise', async () => {
  await report(running);
  await applyEvent(world.deps, { type: 'instances.synced', names: [] });
  expect(await row()).toMatchObject({ state: 'failed', state_reason: 'InstanceRemoved' });
  ({ id } = await me.desktop());
  await report(running);
  await me.call('DELETE', `/v1/desktops/${id}`);
  expect((await row()).state).toBe('deleted');
  await applyEvent(world.deps, {
    type: 'instance.removed',
    instance: shown({ ...stopped, phase: 'Deleted', runningSeconds: 9e6 } as Instance['status']),
  });
  expect(await row()).toMatchObject({ state: 'deleted' });
  expect(await all('usage_intervals')).toMatchObject([{ ended_at: new Date(at(60)) }]);
});

const types = async () => (await all('events')).map(({ type }) => type);
const passing = (sequence: number, phase: string) => ({
  ...{ phase, sequence, reason: 'x', message: 'x' },
  transitions: [{ sequence, phase, reason: 'x', message: 'x', at: started }],
});

test('events tell the state that the desktop has: one that is being deleted does not start any more', async () => {
  world.gateway.deleteRounds = 1;
  await me.call('DELETE', `/v1/desktops/${id}`);
  for (const [n, phase] of ['Starting', 'Deleting', 'Deleted'].entries())
    await report(passing(n + 1, phase));
  expect((await row()).state).toBe('deleted');
  expect(await types()).toEqual(['desktop.created', 'desktop.deleting', 'desktop.deleted']);
  expect(await all('desktop_transitions')).toHaveLength(3);
});

test('every change of state is told once, also when the transition is missing or the deletion the cluster’s own', async () => {
  await report({ phase: 'Running', sequence: 2 });
  await report(running);
  await applyEvent(world.deps, { type: 'instances.synced', names: [] });
  await report(running);
  await report(passing(4, 'Deleting'));
  await report(passing(5, 'Deleted'));
  expect(await types()).toEqual([
    'desktop.created',
    'desktop.running',
    'desktop.running',
    'desktop.failed',
    'desktop.running',
    'desktop.deleting',
    'desktop.deleted',
  ]);
});

test('a snapshot older than a create does not fail the desktop', async () => {
  await applyEvent(world.deps, { type: 'instances.synced', names: [] });
  expect((await row()).state).toBe('pending');
});

test('one that its deadline deleted is deleted here; one that came after its delete is removed', async () => {
  await report({ ...stopped, phase: 'Deleted' });
  expect(await row()).toMatchObject({ state: 'deleted', running_seconds: 60 });
  const late = shown({ phase: 'Pending', sequence: 1 });
  world.gateway.instances.set(late.name, {
    ...late,
    spec: { ...late.spec, organizationId: me.organization },
  });
  await report({ phase: 'Pending', sequence: 1 });
  expect(world.gateway.instances.has(late.name)).toBe(false);
});

test('a gap makes the reader connect anew', async () => {
  const gap = { type: 'gap', start: 'x' } as unknown as Parameters<typeof applyEvent>[1];
  await expect(applyEvent(world.deps, gap)).rejects.toThrow('lost');
});

test('a grant verifies with the public key and its revocation reaches the cluster', async () => {
  const path = `/v1/desktops/${id}/streams`;
  const response = await me.call('POST', path, { role: 'view', expiresInSeconds: 600 });
  const { token, stream } = (await response.json()) as { token: string; stream: { id: string } };
  const keys = { keys: [world.publicJwk] };
  const options = { jwks: keys, audience: 'gateway-data', issuers: ['cyberdesk-api'] };
  const claims = await createVerifier({ ...options, maxTtlSeconds: 86_400 })(token);
  expect(claims).toMatchObject({
    sub: id.replace('_', '-'),
    jti: stream.id,
    kind: 'stream',
    role: 'view',
  });
  world.gateway.fail('updateInstance', 'internal');
  expect(await outcome(await me.call('DELETE', `${path}/${stream.id}`))).toEqual([
    503,
    'unavailable',
  ]);
  expect((await me.call('DELETE', `${path}/${stream.id}`)).status).toBe(204);
  expect(Object.keys(world.gateway.revoked)).toContain(stream.id);
});

test('bytes pass unchanged in both directions, 20 MB and more', async () => {
  await report(running);
  const bytes = new Uint8Array(20_000_000).map((_, n) => n % 251);
  let headers = new Headers();
  world.gateway.forward = async ({ raw }, body) => {
    headers = (raw as Context).req.raw.headers;
    return new Response(await new Response(body ?? null).arrayBuffer(), {
      headers: { 'content-type': 'application/octet-stream' },
    });
  };
  const response = await world.app.request(`/v1/desktops/${id}/files/content?path=/tmp/x`, {
    method: 'PUT',
    headers: { 'x-api-key': me.key, 'content-type': 'application/octet-stream', cookie: 'a=b' },
    body: bytes,
  });
  const back = Buffer.from(await response.arrayBuffer());
  expect([response.status, back.length, back.equals(bytes)]).toEqual([200, bytes.length, true]);
  expect([headers.get('x-api-key'), headers.get('cookie')]).toEqual([null, null]);
});

test('a key acts as an agent, unless the request says on whose behalf', async () => {
  await report(running);
  const actorOf = async (headers: Record<string, string>): Promise<unknown> => {
    await me.call('POST', `/v1/desktops/${id}/control/acquire`, {}, headers);
    return world.gateway.calls.at(-1)?.claims['actor'];
  };
  expect(await actorOf({})).toMatchObject({ type: 'agent' });
  expect(await actorOf({ 'cyberdesk-actor': 'human' })).toMatchObject({ type: 'human' });
  const wrong = { 'cyberdesk-actor': 'system' };
  const refused = await me.call('POST', `/v1/desktops/${id}/control/acquire`, {}, wrong);
  expect(await outcome(refused)).toEqual([400, 'invalidRequest']);
});

test('a desktop that does not run: 409 with its state; a gateway that is down: 503', async () => {
  const path = `/v1/desktops/${id}/display`;
  const refused = await me.call('GET', path);
  expect([refused.status, await refused.json()]).toMatchObject([409, { currentState: 'pending' }]);
  await report(running);
  const { gateway } = world.deps;
  world.deps.gateway = { ...gateway, baseUrl: 'http://127.0.0.1:9' };
  const down = await me.call('GET', path);
  world.deps.gateway = gateway;
  expect([down.status, down.headers.get('retry-after')]).toEqual([503, '2']);
});

test('pages follow each other; an unknown cursor is refused', async () => {
  const ids = [id, (await me.desktop()).id, (await me.desktop()).id];
  const first = (await (await me.call('GET', '/v1/desktops?limit=2')).json()) as Page;
  const next = (await (
    await me.call('GET', `/v1/desktops?limit=2&cursor=${first.nextCursor}`)
  ).json()) as Page;
  expect([...first.items, ...next.items].map((each) => each.id)).toEqual(ids.toReversed());
  expect(next.nextCursor).toBeUndefined();
  const unknown = await me.call('GET', '/v1/desktops?cursor=eA');
  expect(await outcome(unknown)).toEqual([400, 'unknownCursor']);
});

interface Page {
  items: { id: string }[];
  nextCursor?: string;
}

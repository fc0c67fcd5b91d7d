import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import {
  addInstance,
  newName,
  running,
  seen,
  setStatus,
  startWorld,
  type World,
} from './testing/world.ts';

let world: World;
let operator: string;
beforeAll(async () => {
  world = await startWorld();
  const claims = { scopes: ['instances:bind'], actor: { type: 'system', id: 'operator' } };
  const request = { audience: 'gateway', subject: 'operator', ttlSeconds: 60 };
  operator = await world.keys.operator({ ...request, claims });
});
afterAll(() => world.close());

const use = {
  lastActiveAt: '2026-11-23T08:10:00Z',
  viewers: 1,
  runningCommands: 0,
  processes: ['ffmpeg'],
};
beforeEach(() => {
  world.desktop.answer = (_, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(use));
});

const ask = (name: string, token = operator) =>
  world.call('GET', `/instances/${name}/use`, { token });

test('the machine is asked for its use, and for the programs of the idle policy', async () => {
  const idle = { afterSeconds: 900, action: 'Stop', processes: ['ffmpeg', 'blender'] };
  await world.kube.instances.mergePatch(running, { spec: { idle } });
  const { instances } = world.gateway.services;
  await seen(world.gateway, () => instances.get(running)?.spec.idle !== undefined);
  const reply = await ask(running);
  expect(reply.status).toBe(200);
  expect(await reply.json()).toEqual(use);
  expect(world.desktop.requests.at(-1)).toMatchObject({
    method: 'GET',
    url: '/use?process=ffmpeg&process=blender',
    claims: { role: 'bind', aud: running, scopes: ['machine:bind'] },
  });
});

test('nobody but the operator may ask', async () => {
  const token = await world.token({ scopes: ['instances:bind'] });
  expect((await ask(running, token)).status).toBe(403);
});

test('what does not run has no use', async () => {
  const name = newName();
  await addInstance(world.kube, name);
  await setStatus(world.kube, name, { phase: 'Stopped' });
  expect((await ask(name)).status).toBe(409);
});

test('a machine that does not take our token is 502', async () => {
  world.desktop.answer = (_, response) => response.writeHead(401).end();
  expect((await ask(running)).status).toBe(502);
});

const change = (body: object) => world.call('PATCH', `/instances/${running}`, { body });
const specNow = async () => (await world.kube.instances.get(running)).spec;

test('a policy is replaced as a whole, and null takes it away', async () => {
  await change({ idle: { afterSeconds: 60, action: 'Delete', processes: ['x'] } });
  await change({ idle: { afterSeconds: 90, action: 'Stop' } });
  expect((await specNow()).idle).toEqual({ afterSeconds: 90, action: 'Stop' });
  await change({ network: { mode: 'Restricted', allowCidrs: ['203.0.113.0/24'] } });
  await change({ network: { mode: 'Public', denyCidrs: ['198.51.100.0/24'] } });
  expect((await specNow()).network).toEqual({ mode: 'Public', denyCidrs: ['198.51.100.0/24'] });
  expect((await change({ idle: null, network: null })).status).toBe(200);
  const { idle, network } = await specNow();
  expect([idle, network]).toEqual([undefined, undefined]);
});

test('a running machine is told of its network; that it does not listen changes nothing', async () => {
  const told: unknown[] = [];
  world.desktop.answer = async (request, response) => {
    told.push(request.method, request.url, JSON.parse(await text(request)));
    response.writeHead(501).end();
  };
  expect((await change({ network: { mode: 'None' } })).status).toBe(200);
  // What an earlier change told may still be on its way.
  await vi.waitFor(() => expect(told.slice(-3)).toEqual(['PUT', '/network', { mode: 'None' }]));
});

test('rules by name are refused where nothing enforces them', async () => {
  const reply = await change({ network: { mode: 'Restricted', allowDomains: ['example.com'] } });
  expect(reply.status).toBe(422);
  expect(await reply.json()).toMatchObject({ code: 'networkUnsupported' });
});

import { createVerifier } from '@cyberdesk/kit/tokens';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  addInstance,
  machineUid,
  newName,
  running,
  runningStatus,
  setStatus,
  specOf,
  startWorld,
  type World,
} from './testing/world.ts';

let world: World;
beforeAll(async () => void (world = await startWorld()));
afterAll(() => world.close());
let received: Record<string, unknown>[] = [];

beforeEach(() => {
  received = [];
  world.desktop.answer = async (request, response) => {
    received.push(JSON.parse(await text(request)) as Record<string, unknown>);
    const binding = {
      instanceId: running,
      machine: running,
      boundAt: '2026-11-23T08:00:00Z',
      contractVersion: '0.1.0',
    };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(binding));
  };
});

const bind = async (name: string, uid = machineUid) => {
  const token = await world.keys.operator({
    audience: 'gateway',
    subject: 'operator',
    ttlSeconds: 60,
    claims: { scopes: ['instances:bind'], actor: { type: 'system', id: 'operator' } },
  });
  return world.call('POST', `/instances/${name}/bind`, { token, body: { uid } });
};

test('the machine is told whose it is, with a token that can do nothing else', async () => {
  const reply = await bind(running);
  expect(reply.status).toBe(200);
  expect(await reply.json()).toEqual({ boundAt: '2026-11-23T08:00:00Z', contractVersion: '0.1.0' });
  expect(received).toEqual([
    {
      instanceId: running,
      time: expect.any(String),
      display: { width: 1280, height: 800 },
      locale: 'en-US',
      timeZone: 'Etc/UTC',
      keyboardLayout: 'us',
    },
  ]);
  const call = world.desktop.requests.at(-1);
  expect(call).toMatchObject({
    method: 'POST',
    url: '/bind',
    claims: { role: 'bind', aud: running, scopes: ['machine:bind'] },
  });
  const verify = createVerifier({
    jwks: world.keys.desktopKeys,
    audience: newName(),
    issuers: ['cyberdesk-gateway'],
  });
  const token = String(call?.headers.authorization).replace('Bearer ', '');
  await expect(verify(token)).rejects.toThrow('token refused');
});

test('the environment comes from the Secret', async () => {
  const name = newName();
  const spec = specOf({ timeZone: 'Europe/Berlin' });
  await world.call('POST', '/instances', { body: { name, spec, env: { A: 'ä' } } });
  await setStatus(world.kube, name, runningStatus({ boundAt: undefined }));
  // The server in the desktop's place accepts tokens of one instance only, so the call itself is refused there.
  expect((await bind(name)).status).toBe(502);
  await world.kube.secrets.create({
    metadata: { name: running },
    data: (await world.kube.secrets.get(name)).data ?? {},
  });
  await world.kube.instances.mergePatch(running, {
    spec: { environmentSecret: true, timeZone: 'Europe/Berlin' },
  });
  expect((await bind(running)).status).toBe(200);
  expect(received.at(-1)).toMatchObject({ env: { A: 'ä' }, timeZone: 'Europe/Berlin' });
  await world.kube.secrets.delete(running);
  expect((await bind(running)).status).toBe(422);
  await world.kube.instances.mergePatch(running, { spec: { environmentSecret: false } });
});

test('another machine than the one in the status is not bound', async () => {
  const before = world.desktop.requests.length;
  expect((await bind(running, 'another-uid')).status).toBe(409);
  expect(world.desktop.requests.length).toBe(before);
});

test('a machine without a usable address is 503', async () => {
  for (const address of [undefined, 'localhost', '169.254.169.254', '0.0.0.0']) {
    const name = newName();
    await addInstance(world.kube, name);
    await setStatus(world.kube, name, runningStatus({ address }));
    expect((await bind(name)).status).toBe(503);
  }
});

test("the machine's own refusal is passed on", async () => {
  world.desktop.answer = (_, response) => {
    const problem = { code: 'alreadyBound', title: 't', detail: 'bound to another', status: 409 };
    response
      .writeHead(409, { 'content-type': 'application/problem+json' })
      .end(JSON.stringify(problem));
  };
  const reply = await bind(running);
  expect(reply.status).toBe(409);
  expect(await reply.json()).toMatchObject({ code: 'alreadyBound', detail: 'bound to another' });
});

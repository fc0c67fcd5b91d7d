import { SignJWT } from 'jose';
import { routes } from '@cyberdesk/generated/gateway/routes.gen';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataRoutes } from './apps.ts';
import { organizationId, running, startWorld, type World } from './testing/world.ts';

let world: World;
beforeAll(async () => void (world = await startWorld()));
afterAll(() => world.close());

const open = ['getHealth', 'getOpenApiDocument', 'getReadiness', 'getVersion'];
/** They carry their own grant. */
const links = ['openBrowserConnection', 'readFileLink', 'writeFileLink'];
const path = (template: string): string =>
  template
    .replace('{instanceId}', running)
    .replace('{organizationId}', organizationId)
    .replace('{grant}', 'a.grant.that.nobody.signed');

test('the operations without a token are the pinned ones', () => {
  const found = routes.filter(({ auth }) => !auth).map(({ operationId }) => operationId);
  expect(found.sort()).toEqual([...open, ...links].sort());
});

test.each(routes.filter(({ auth, websocket }) => auth && !websocket))(
  '$operationId without a token is 401 and reaches no desktop',
  async ({ method, path: template }) => {
    const reply = await world.call(method, path(template), { token: undefined });
    expect(reply.status).toBe(401);
    expect(await reply.json()).toMatchObject({ code: 'unauthenticated' });
    expect(world.desktop.connections()).toBe(0);
  },
);

const request = { audience: 'gateway', subject: 'test', ttlSeconds: 60 };
const claims = {
  org: organizationId,
  scopes: ['screen:read'],
  role: 'control',
  actor: { type: 'agent', id: 'key_1' },
};
const now = () => Math.floor(Date.now() / 1000);

const badTokens: Record<string, () => Promise<string>> = {
  'of another audience': () => world.token({}, { audience: 'gateway-data' }),
  'of a desktop': () => world.token({}, { audience: running }),
  'that lives too long': () => world.token({}, { ttlSeconds: 3600 }),
  'of a key with a known name': () => world.keys.impostor({ ...request, claims }),
  'of an unknown key': () => world.keys.stranger({ ...request, claims }),
  "of the operator in the api's name": () => world.keys.operatorAsApi({ ...request, claims }),
  'without an organization, of an agent': () => world.token({ org: undefined }),
  'without an actor': () => world.token({ actor: undefined }),
  'without a signature': async () => {
    const parts = (await world.token()).split('.');
    return `${parts[0]}.${parts[1]}.`;
  },
  'with alg none': async () => {
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const payload = {
      ...claims,
      iss: 'cyberdesk-api',
      aud: 'gateway',
      sub: 'x',
      iat: now(),
      exp: now() + 60,
    };
    return `${encode({ alg: 'none', kid: 'api-1' })}.${encode(payload)}.`;
  },
  'signed by HMAC with the public key': () =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid: 'api-1' })
      .setIssuer('cyberdesk-api')
      .setAudience('gateway')
      .setSubject('x')
      .setIssuedAt()
      .setExpirationTime('60s')
      .sign(Buffer.from(String(world.keys.serviceKeys.keys[0]?.x), 'base64url')),
  'that is no token': async () => 'abc',
};

test.each(Object.keys(badTokens))('a token %s is 401 and reaches no desktop', async (name) => {
  const token = await badTokens[name]?.();
  const reply = await world.call('GET', `/instances/${running}/screenshot`, { token });
  expect(reply.status).toBe(401);
  expect(world.desktop.connections()).toBe(0);
});

test('an expired token is 401', async () => {
  const token = await world.token({}, { ttlSeconds: -10 });
  expect((await world.call('GET', `/instances/${running}/screenshot`, { token })).status).toBe(401);
});

test('a token without the scope is 403 and names it', async () => {
  const token = await world.token({ scopes: ['files:read'] });
  const reply = await world.call('GET', `/instances/${running}/screenshot`, { token });
  expect(reply.status).toBe(403);
  expect(await reply.json()).toMatchObject({ detail: expect.stringContaining('screen:read') });
  expect(world.desktop.connections()).toBe(0);
});

test('the operator may do nothing but bind, whatever its scopes', async () => {
  const scopes = ['instances:read', 'screen:read', 'instances:bind'];
  const token = await world.keys.operator({
    ...request,
    claims: { ...claims, org: undefined, scopes, actor: { type: 'system', id: 'o' } },
  });
  expect((await world.call('GET', '/instances', { token })).status).toBe(403);
  expect((await world.call('GET', `/instances/${running}/screenshot`, { token })).status).toBe(403);
});

test('nobody but the operator may bind', async () => {
  const token = await world.token({ scopes: ['instances:bind'] });
  const reply = await world.call('POST', `/instances/${running}/bind`, {
    token,
    body: { uid: 'x' },
  });
  expect(reply.status).toBe(403);
});

test('the data listener takes no token of a service', async () => {
  const base = `http://127.0.0.1:${world.gateway.dataPort}`;
  const headers = {
    authorization: `Bearer ${await world.token()}`,
    'content-type': 'application/octet-stream',
  };
  const onData = new Set(dataRoutes.map(({ operationId }) => operationId));
  for (const { method, path: template, operationId, websocket } of routes) {
    if (websocket) continue;
    const reply = await fetch(base + path(template), { method, headers });
    const served = open.includes(operationId) && operationId !== 'getOpenApiDocument';
    const status = served ? 200 : onData.has(operationId) ? 401 : 404;
    expect({ operationId, status: reply.status }).toEqual({ operationId, status });
  }
  expect(world.desktop.connections()).toBe(0);
});

test('what changes instances or accounts, and what only the api asks for, is not on the data listener', () => {
  const onData = dataRoutes.filter(
    ({ path: each }) => !each.startsWith('/instances/{instanceId}/'),
  );
  expect(onData.map(({ operationId }) => operationId).sort()).toEqual(
    [...links, 'getHealth', 'getReadiness', 'getVersion'].sort(),
  );
  const names = new Set(dataRoutes.map(({ operationId }) => operationId));
  for (const name of ['bindInstance', 'startInstance', 'stopInstance', 'openBrowser'])
    expect(names.has(name)).toBe(false);
});

test('the control listener serves no live view', async () => {
  expect((await world.call('GET', `/instances/${running}/live`)).status).toBe(404);
});

import { routes } from '@cyberdesk/generated/execd/routes.gen';
import type { RequestContext, Route } from '@cyberdesk/runtime';
import { SignJWT, UnsecuredJWT } from 'jose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BINDING, startApp } from '../test/app.ts';
import type { TestApp } from '../test/app.ts';
import { createAuthenticator } from './auth.ts';
import { silent } from './system/log.ts';
import { INSTANCE, makeKey, OTHER } from '../test/tokens.ts';

let execd: TestApp;
beforeEach(async () => {
  execd = await startApp({ bound: true, screen: false });
});
afterEach(() => execd.stop());

const protectedRoutes = routes.filter((route) => route.auth);
const status = async (route: Route, token: Parameters<TestApp['call']>[1]) =>
  (await execd.call(route.path, { method: route.method, ...token })).status;

test('the operations that need no token are these and no others', () => {
  const open = routes.filter((route) => !route.auth).map((route) => route.operationId);
  expect(open.sort()).toEqual(['getHealth', 'getReadiness', 'getVersion']);
});

test.each(protectedRoutes)(
  '$operationId without a token is 401, before anything is read',
  async (route) => {
    expect(await status(route, { token: null })).toBe(401);
    expect(await status(route, { token: null, headers: { authorization: 'Basic abc' } })).toBe(401);
    expect(await status(route, { token: 'not.a.token' })).toBe(401);
  },
);

test.each(protectedRoutes)(
  '$operationId refuses forged, foreign and expired tokens',
  async (route) => {
    const stranger = await makeKey('gateway-1');
    const otherIssuer = await makeKey('gateway-1', 'cyberdesk-api');
    await execd.setSource('vm-1', [execd.key.publicJwk]);
    const now = Math.floor(Date.now() / 1000);
    const claims = { role: 'control', iat: now, exp: now + 60 };
    const none = new UnsecuredJWT(claims)
      .setIssuer('cyberdesk-gateway')
      .setAudience(INSTANCE)
      .encode();
    const hmac = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid: 'gateway-1' })
      .setAudience(INSTANCE)
      .sign(Buffer.from(String(execd.key.publicJwk.x)));
    const tokens = [
      await stranger.token(),
      await otherIssuer.token(),
      none,
      hmac,
      await execd.key.token({ ttlSeconds: 3600 }),
      await execd.key.token({ ttlSeconds: -30 }),
    ];
    if (route.operationId !== 'bindMachine')
      tokens.push(await execd.key.token({ audience: OTHER }));
    for (const token of tokens) expect(await status(route, { token })).toBe(401);
  },
);

test('each role may do what is its own, everything else is denied', async () => {
  const { system, key } = execd;
  const authenticate = createAuthenticator({
    ...system,
    issuers: ['cyberdesk-gateway'],
    log: silent,
  });
  const allowed = async (role: string): Promise<string[]> => {
    const authorization = `Bearer ${await key.token({ role })}`;
    const raw = { req: { header: () => authorization } } as unknown as RequestContext['raw'];
    const may = async (route: Route) => {
      const request = {
        route,
        raw,
        target: '/',
        requestId: 'r',
        signal: new AbortController().signal,
      };
      return authenticate(request).catch((error: { status?: number }) => error.status);
    };
    const callers = await Promise.all(protectedRoutes.map(may));
    const ids = protectedRoutes.map((route) => route.operationId);
    return ids.filter((_id, index) => typeof callers[index] === 'object').sort();
  };
  const seeing = protectedRoutes.filter(({ scopes }) => scopes.join(' ') === 'screen:read');
  expect(await allowed('view')).toEqual(seeing.map(({ operationId }) => operationId).sort());
  const own = ['bindMachine', 'getMachineUse', 'putMachineNetwork'];
  expect(await allowed('bind')).toEqual(own);
  const rest = protectedRoutes.map((route) => route.operationId).filter((id) => !own.includes(id));
  expect(await allowed('control')).toEqual(rest.sort());
  for (const role of ['admin', '', 'constructor', '__proto__'])
    expect(await allowed(role)).toEqual([]);
});

test('scopes in a token narrow its role', async () => {
  const token = { role: 'control', claims: { scopes: ['files:read'] } };
  expect((await execd.call('/files?path=/', { token })).status).toBe(200);
  expect((await execd.call('/commands', { token, json: { command: 'true' } })).status).toBe(403);
});

test('an unbound machine takes a bind token alone', async () => {
  const fresh = await startApp({ bound: false, screen: false });
  expect((await fresh.call('/files?path=/')).status).toBe(401);
  const wrong = { role: 'bind', audience: OTHER };
  expect((await fresh.call('/bind', { token: wrong, json: BINDING })).status).toBe(403);
  const bound = await fresh.call('/bind', { token: { role: 'bind' }, json: BINDING });
  expect([bound.status, await bound.json()]).toMatchObject([200, { instanceId: INSTANCE }]);
  expect((await fresh.call('/files?path=/')).status).toBe(200);
  const second = { token: wrong, json: { ...BINDING, instanceId: OTHER } };
  const refused = await fresh.call('/bind', second);
  expect([refused.status, await refused.json()]).toMatchObject([409, { code: 'alreadyBound' }]);
  await fresh.stop();
});

test('an unknown key makes the source be read again: keys rotate without a restart', async () => {
  const next = await makeKey('gateway-2');
  await execd.setSource('vm-1', [next.publicJwk]);
  expect((await execd.call('/files?path=/', { token: await next.token() })).status).toBe(200);
});

test('a copy of this machine drops its binding when it learns its own name', async () => {
  const next = await makeKey('gateway-2');
  await execd.setSource('vm-2', [next.publicJwk]);
  expect((await execd.call('/files?path=/', { token: await next.token() })).status).toBe(401);
  expect(execd.system.machine.binding).toBeUndefined();
});

test('a machine whose clock stands still believes the token', async () => {
  const ahead = Math.floor(Date.now() / 1000) + 86_400;
  const later = await makeKey('gateway-1');
  await execd.setSource('vm-1', [later.publicJwk]);
  const { clock } = execd.system;
  const real = Date.now;
  Date.now = () => ahead * 1000;
  const token = await later.token();
  Date.now = real;
  expect((await execd.call('/files?path=/', { token })).status).toBe(200);
  expect(clock.now()).toBeGreaterThanOrEqual(ahead * 1000);
  // What was issued a day before is old news now.
  expect((await execd.call('/files?path=/', { token: await later.token() })).status).toBe(401);
});

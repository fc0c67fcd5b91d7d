import { routes, schemas } from '@cyberdesk/generated/api/routes.gen';
import { newId } from '@cyberdesk/kit/ids';
import { responseChecker } from '@cyberdesk/runtime/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { handlers } from '../src/handlers/index.ts';
import { cases, type Operation, type Sent } from './cases.ts';
import { outcome, startWorld, type Customer, type World } from './world.ts';

let world: World;
let us: Customer;
let ours: Record<string, string>;
beforeAll(async () => {
  world = await startWorld();
  us = await world.customer();
  ours = await things(us);
}, 120_000);
afterAll(() => world.stop());

const check = responseChecker(routes, schemas);
const operations = Object.keys(handlers) as Operation[];
const routeOf = (operation: Operation) => {
  const found = routes.find(({ operationId }) => operationId === operation);
  if (!found) throw new Error(`${operation} is not in the contract`);
  return found;
};

/** What a customer has, by name of the path parameter. */
const things = async (me: Customer): Promise<Record<string, string>> => {
  const { id: desktopId } = await me.desktop();
  await world.admin(`update cyberdesk.desktops set state = 'running' where id = $1`, [desktopId]);
  const body = { role: 'view', expiresInSeconds: 60 };
  const made = await me.call('POST', `/v1/desktops/${desktopId}/streams`, body);
  const { stream } = (await made.json()) as { stream: { id: string } };
  const opened = await me.call('POST', `/v1/desktops/${desktopId}/previews`, { port: 3000 });
  const { preview } = (await opened.json()) as { preview: { id: string } };
  const { row } = await world.deps.keys.create(me.organization, {
    ...{ name: 'x', scopes: [], expiresAt: null },
  });
  return { desktopId, streamId: stream.id, previewId: preview.id, keyId: row.id };
};
const fill = (path: string, ids: Record<string, string>): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? '');
const send = (me: Customer, operation: Operation, ids: Record<string, string>, sent: Sent) => {
  const { method, path } = routeOf(operation);
  return me.call(method, fill(path, ids) + (sent.query ?? ''), sent.body, sent.headers);
};
const withIds = operations.filter((operation) => routeOf(operation).path.includes('{'));
const refused = async (response: Response): Promise<unknown> => {
  const { errors } = (await response.json()) as { errors?: { pointer: string }[] };
  return [response.status, errors?.[0]?.pointer];
};

test.each(operations)('%s answers as the contract says', async (operation) => {
  const me = await world.customer();
  const response = await send(me, operation, await things(me), cases[operation].good);
  expect(response.status).toBe(cases[operation].status);
  if (operation === 'streamEvents') await response.body?.cancel();
  else await check(operation, response);
});

test.each(operations.flatMap((name) => cases[name].bad.map((bad) => [name, bad] as const)))(
  '%s refuses %o and names the member',
  async (operation, { pointer, ...sent }) => {
    const response = await send(us, operation, ours, sent);
    expect(await refused(response)).toEqual([400, pointer]);
  },
);

test.each(routes.filter(({ auth }) => auth).map((route) => [route.operationId, route] as const))(
  '%s without a credential: 401, whatever else is wrong',
  async (_operation, { method, path }) => {
    const response = await world.app.request(`${path}?strange=1`, { method });
    expect(await outcome(response)).toEqual([401, 'unauthenticated']);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
  },
);

test.each(
  routes.filter(({ scopes }) => scopes.length > 0).map((each) => [each.operationId, each] as const),
)(
  '%s with a key that may do nothing: 403 names the scope',
  async (_operation, { method, path, scopes }) => {
    const me = await world.customer([]);
    const response = await me.call(method, path);
    const { detail } = (await response.clone().json()) as { detail: string };
    expect(await outcome(response)).toEqual([403, 'insufficientScope']);
    expect(detail).toContain(scopes.join(', '));
  },
);

test.each(withIds)(
  '%s of somebody else, of nobody, of no form: 404, 404, 400',
  async (operation) => {
    const { good } = cases[operation];
    const stranger = await world.customer();
    expect(await outcome(await send(stranger, operation, ours, good))).toEqual([404, 'notFound']);
    const nobody = {
      desktopId: newId('dsk'),
      streamId: newId('grt'),
      previewId: newId('prv'),
      keyId: newId('key'),
    };
    expect(await outcome(await send(us, operation, nobody, good))).toEqual([404, 'notFound']);
    const formless = { desktopId: 'x', streamId: 'x', previewId: 'x', keyId: 'x' };
    const [status, code] = await outcome(await send(us, operation, formless, good));
    expect([status, code]).toEqual([400, 'invalidRequest']);
    const still = await us.call('GET', `/v1/desktops/${ours['desktopId']}`);
    expect(await still.json()).toMatchObject({ state: 'running' });
  },
);

import { routes } from '@cyberdesk/generated/api/routes.gen';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Desktop } from 'cyberdesk';
import { openDocument, operations, type Operation } from '../support/contract.ts';
import { requestOf } from '../../api/test/requests.ts';
import { request, signUp, stack, type Person } from '../support/stack.ts';

/** The only operations that answer without a token. A change here is the change under review. */
const open = ['getHealth', 'getOpenApiDocument', 'getReadiness', 'getVersion'];
/** Those of the gateway whose address carries a signed grant instead. */
const byGrant = ['openBrowserConnection', 'readFileLink', 'writeFileLink'];
let owner: Person;
let stranger: Person;
let desktop: Desktop;

beforeAll(async () => {
  [owner, stranger] = [await signUp(), await signUp()];
  desktop = await owner.client.desktops.create({ wait: true });
});
afterAll(() => desktop.delete());

const all = operations('api');

test('the list of operations without a token is the pinned one', () => {
  for (const service of ['api', 'gateway', 'execd'] as const) {
    const found = operations(service).filter((operation) => operation.open);
    const others = found.map(({ id }) => id).filter((id) => !open.includes(id));
    expect(others.toSorted()).toEqual(service === 'gateway' ? byGrant : []);
  }
});

test.each(all.filter((operation) => operation.open))(
  '$id answers without a token',
  async (operation) => {
    expect((await call(operation)).status).toBe(200);
  },
);

test.each(all.filter((operation) => !operation.open))(
  '$id without a token is 401',
  async (operation) => {
    const response = await call(operation);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: 'unauthenticated', status: 401 });
  },
);

test.each(all.filter((operation) => !operation.open))(
  '$id with a wrong key is 401',
  async (operation) => {
    expect((await call(operation, 'cyb_wrongwrongwrongwrongwrongwrongwrong')).status).toBe(401);
  },
);

test.each(all.filter(({ path }) => path.includes('{desktopId}')))(
  '$id on a desktop of another organization is 404',
  async (operation) => {
    const response = await call(operation, stranger.key, desktop.id);
    expect({ id: operation.id, status: response.status }).toEqual({
      id: operation.id,
      status: 404,
    });
  },
);

test('a stranger does not see the desktop in lists', async () => {
  const seen: string[] = [];
  for await (const each of stranger.client.desktops.list()) seen.push(each.id);
  expect(seen).not.toContain(desktop.id);
});

test('a revoked key is refused at once', async () => {
  const created = await owner.client.keys.create({ name: 'short-lived' });
  expect((await request('GET', '/v1/me', { token: created.key })).status).toBe(200);
  await owner.client.keys.revoke(created.apiKey.id);
  expect((await request('GET', '/v1/me', { token: created.key })).status).toBe(401);
});

test('a key without the scope is refused with the scope it needs', async () => {
  const created = await owner.client.keys.create({ name: 'reader', scopes: ['desktops:read'] });
  const response = await request('POST', '/v1/desktops', { token: created.key, body: {} });
  expect(response.status).toBe(403);
  expect(await response.json()).toMatchObject({
    code: 'insufficientScope',
    detail: expect.stringContaining('desktops:write'),
  });
});

test('the document that is served is the committed one', async () => {
  const served = (await (await fetch(new URL('/openapi.json', stack().api.url))).json()) as object;
  expect(Object.keys((served as { paths: object }).paths)).toEqual(
    Object.keys(openDocument('api').paths),
  );
});

const call = (
  { id }: Operation,
  token?: string,
  desktopId = `dsk_${'2'.repeat(34)}`,
): Promise<Response> => {
  const route = routes.find(({ operationId }) => operationId === id);
  const { path, body, headers } = requestOf(route!, desktopId);
  const content = headers['content-type'] ? { raw: JSON.stringify(body) } : { body };
  return request(route!.method.toUpperCase(), path, {
    ...(token ? { token } : {}),
    headers,
    ...content,
  });
};

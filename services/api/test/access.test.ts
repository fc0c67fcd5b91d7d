import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { requestOf } from './requests.ts';
import { callerOf, desktopRoutes, outcome, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => void (world = await startWorld()), 120_000);
afterAll(() => world.stop());

const tablesOf = async (client: Client): Promise<string[]> => {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relkind in ('r', 'p', 'v', 'm')
     and relnamespace = 'cyberdesk'::regnamespace order by 1`,
  );
  return rows.map(({ name }) => name);
};

/** Logs in as a role of the browser, as its own connection and not as a superuser who pretends. */
const logIn = async (role: string): Promise<Client> => {
  await world.admin(`alter role ${role} login password 'browser'`);
  const url = new URL(world.database.adminUrl);
  Object.assign(url, { username: role, password: 'browser' });
  const client = new Client({ connectionString: url.href });
  await client.connect();
  return client;
};
const statementsOn = (table: string): string[] => [
  `select from cyberdesk.${table}`,
  `insert into cyberdesk.${table} default values`,
  `delete from cyberdesk.${table}`,
];

test.each(['anon', 'authenticated'])('%s, logged in, reads and writes no table', async (role) => {
  await (await world.customer()).desktop();
  const client = await logIn(role);
  const tables = await tablesOf(client);
  expect(tables.length).toBeGreaterThan(8);
  for (const statement of tables.flatMap(statementsOn))
    await expect(client.query(statement), statement).rejects.toThrow('permission denied');
  await world.admin(`grant usage on schema cyberdesk to ${role}`);
  for (const statement of tables.flatMap(statementsOn))
    await expect(client.query(statement), statement).rejects.toThrow('permission denied');
  await client.end();
});

test.each(['anon', 'authenticated'])(
  '%s, logged in and granted everything by mistake, still sees and changes no row',
  async (role) => {
    const { organization, desktop } = await world.customer();
    const { id } = await desktop();
    const client = await logIn(role);
    await world.admin(`grant usage on schema cyberdesk to ${role}`);
    await world.admin(`grant all on all tables in schema cyberdesk to ${role}`);
    for (const table of await tablesOf(client)) {
      const [select = '', insert = '', remove = ''] = statementsOn(table);
      expect((await client.query(select)).rowCount, select).toBe(0);
      await expect(client.query(insert), insert).rejects.toThrow('row-level security');
      expect((await client.query(remove)).rowCount, remove).toBe(0);
    }
    const moved = `update cyberdesk.desktops set organization_id = 'org_mine'`;
    expect((await client.query(moved)).rowCount).toBe(0);
    await client.end();
    const kept = await world.admin('select organization_id from cyberdesk.desktops where id = $1', [
      id,
    ]);
    expect(kept).toEqual([{ organization_id: organization }]);
    await world.admin(`revoke all on all tables in schema cyberdesk from ${role}`);
    await world.admin(`revoke usage on schema cyberdesk from ${role}`);
  },
);

test('every table has row level security, forced, and one policy for the API alone', async () => {
  const client = new Client({ connectionString: world.database.adminUrl });
  await client.connect();
  const { rows } = await client.query(
    `select relname from pg_class where relnamespace = 'cyberdesk'::regnamespace and relkind = 'r'
     and not (relrowsecurity and relforcerowsecurity)`,
  );
  expect(rows).toEqual([]);
  const { rows: policies } = await client.query(
    `select distinct roles::text as roles from pg_policies where schemaname = 'cyberdesk'`,
  );
  expect(policies).toEqual([{ roles: '{cyberdesk_api}' }]);
  await client.end();
});

test('without a credential, with a wrong, expired or revoked one: 401', async () => {
  const { organization, key, call } = await world.customer();
  expect(await outcome(await world.app.request('/v1/desktops'))).toEqual([401, 'unauthenticated']);
  const wrong = [`cyb_${'a'.repeat(32)}`, 'x', 'a.b.c', '\u00e4'];
  for (const text of wrong)
    expect((await callerOf(world.app, text)('GET', '/v1/me')).status).toBe(401);
  const past = { name: 'old', scopes: ['*'], expiresAt: new Date(Date.now() - 1) };
  const { secret } = await world.deps.keys.create(organization, past);
  expect((await callerOf(world.app, secret)('GET', '/v1/me')).status).toBe(401);
  const { items } = (await (await call('GET', '/v1/keys')).json()) as { items: { id: string }[] };
  for (const { id } of items)
    expect((await call('DELETE', `/v1/keys/${id}`)).status).toBeLessThan(402);
  expect((await callerOf(world.app, key)('GET', '/v1/me')).status).toBe(401);
});

test('a key without the scope: 403, and it makes no key that may do more', async () => {
  const { call } = await world.customer(['desktops:read', 'keys:write']);
  expect((await call('GET', '/v1/desktops')).status).toBe(200);
  expect(await outcome(await call('POST', '/v1/desktops', {}))).toEqual([403, 'insufficientScope']);
  const more = await call('POST', '/v1/keys', { name: 'more', scopes: ['*'] });
  expect(await outcome(more)).toEqual([403, 'insufficientScope']);
  const same = await call('POST', '/v1/keys', { name: 'same' });
  expect(same.status).toBe(201);
  expect(await same.json()).toMatchObject({ apiKey: { scopes: ['desktops:read', 'keys:write'] } });
});

test.each(desktopRoutes.map((route) => [route.operationId, route] as const))(
  'a stranger gets 404 from %s',
  async (_, route) => {
    const [owner, stranger] = [await world.customer(), await world.customer()];
    const { id } = await owner.desktop();
    await world.deps.db
      .updateTable('desktops')
      .set({ state: 'running' })
      .where('id', '=', id)
      .execute();
    const before = world.gateway.calls.length;
    const { path, body, headers } = requestOf(route, id);
    const response = await stranger.call(route.method, path, body, headers);
    expect(await outcome(response)).toEqual([404, 'notFound']);
    expect(world.gateway.calls.length).toBe(before);
  },
);

test('many first requests of a person make one organization', async () => {
  const call = callerOf(world.app, `person.${randomUUID()}.x`);
  const replies = await Promise.all(Array.from({ length: 10 }, () => call('GET', '/v1/me')));
  const names = await Promise.all(
    replies.map(
      async (each) => ((await each.json()) as { organization: { id: string } }).organization.id,
    ),
  );
  expect(new Set(names).size).toBe(1);
  expect(names[0]).toMatch(/^org_/);
});

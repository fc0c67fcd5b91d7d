import { routes as apiRoutes } from '@cyberdesk/generated/api/routes.gen';
import type { Desktop } from '@cyberdesk/generated/api/types.gen';
import { silentLogger } from '@cyberdesk/kit/logger';
import { createSigner, generateKeyPair, importPrivateKey, type JWK } from '@cyberdesk/kit/tokens';
import type { Hono } from 'hono';
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { startTestDatabase, type TestDatabase } from '../../../local/postgres/testing.ts';
import { createApp } from '../src/app.ts';
import { createGateway } from '../src/clients/gateway.ts';
import type { ApiConfig } from '../src/config.ts';
import type { Deps } from '../src/deps.ts';
import { Places } from '../src/places.ts';
import { ChangeBus } from '../src/store/bus.ts';
import { openDatabase } from '../src/store/database.ts';
import { postgresKeyStore } from '../src/store/keys.ts';
import { personalOrganization } from '../src/store/organizations.ts';
import { createSeal } from '../src/store/seal.ts';
import { FakeGateway } from './gateway.ts';

/** A running API with a database and a fake cluster. */
export interface World {
  app: Hono;
  deps: Deps;
  gateway: FakeGateway;
  database: TestDatabase;
  publicJwk: JWK;
  privateJwk: JWK;
  /** A new organization and a key of it. */
  customer: (scopes?: string[]) => Promise<Customer>;
  /** Runs a statement as superuser. */
  admin: (statement: string, values?: unknown[]) => Promise<unknown[]>;
  stop: () => Promise<void>;
}

/** Somebody who calls the API. */
export interface Customer {
  organization: string;
  key: string;
  call: Call;
  /** Makes a desktop and returns it. */
  desktop: (body?: object) => Promise<Desktop>;
}

export type Call = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Response>;

const config = {
  PUBLIC_URL: 'http://api.test',
  GATEWAY_PUBLIC_URL: 'http://data.test',
  PREVIEW_URL: 'http://preview.test:7605',
  WEB_URL: 'https://app.test',
  AUTH_URL: 'http://auth.test',
  WEB_ORIGINS: ['https://app.test', 'http://127.0.0.1:7650'],
  CLUSTER_ID: 'main',
  REGION: 'main',
  TEMPLATES: ['desktop-base'],
  MAX_VCPUS: 4,
  MAX_MEMORY_MIB: 8_192,
  MAX_DESKTOPS_PER_ORGANIZATION: 3,
  BUILD: 'test',
} as unknown as ApiConfig;

/** Starts everything; about two seconds. */
export const startWorld = async (): Promise<World> => {
  const database = await startTestDatabase();
  const { privateJwk, publicJwk } = await generateKeyPair('api-test');
  const gateway = new FakeGateway();
  await gateway.start(publicJwk);
  const sign = createSigner({ key: await importPrivateKey(privateJwk), issuer: 'cyberdesk-api' });
  const { db, pool } = openDatabase(database.url);
  const log = silentLogger();
  const bus = new ChangeBus(database.url, log);
  await bus.start();
  const deps: Deps = {
    ...{ config, db, pool, sign, log, bus, now: Date.now },
    keys: postgresKeyStore(db),
    verifyPerson: async (token) =>
      token.startsWith('person.') ? { id: token.split('.')[1] ?? '' } : undefined,
    gateway: createGateway(gateway.url, sign),
    seal: createSeal('secret'),
    eventStreams: new Places(3),
    document: { info: { version: '0.1.0' } },
  };
  const app = createApp(deps);
  const stop = async (): Promise<void> => {
    await bus.stop();
    await db.destroy();
    gateway.stop();
    await database.stop();
  };
  const customer = (scopes?: string[]) => newCustomer(app, deps, scopes);
  const admin = asAdmin(database);
  return { app, deps, gateway, database, publicJwk, privateJwk, customer, admin, stop };
};

const asAdmin =
  ({ adminUrl }: TestDatabase): World['admin'] =>
  async (statement, values = []) => {
    const client = new Client({ connectionString: adminUrl });
    await client.connect();
    try {
      return (await client.query(statement, values)).rows as unknown[];
    } finally {
      await client.end();
    }
  };

const newCustomer = async (app: Hono, deps: Deps, scopes = ['*']): Promise<Customer> => {
  const { id: organization } = await personalOrganization(deps.db, { id: randomUUID() });
  const { secret } = await deps.keys.create(organization, {
    name: 'test',
    scopes,
    expiresAt: null,
  });
  const call = callerOf(app, secret);
  return {
    organization,
    key: secret,
    call,
    desktop: async (body = {}) => (await call('POST', '/v1/desktops', body)).json() as never,
  };
};

/** Sends requests with a credential. */
export const callerOf =
  (app: Hono, credential: string): Call =>
  async (method, path, body, headers = {}) =>
    app.request(path, {
      method,
      headers: {
        authorization: `Bearer ${credential}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

/** The problem's code and status, to compare in one go. */
export const outcome = async (response: Response): Promise<[number, string]> => [
  response.status,
  ((await response.json()) as { code?: string }).code ?? '',
];

/** Operations of the public API on one desktop. */
export const desktopRoutes = apiRoutes.filter(({ path }) => path.includes('{desktopId}'));

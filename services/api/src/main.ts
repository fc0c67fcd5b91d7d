import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { serve } from '@hono/node-server';
import { createLogger } from '@cyberdesk/kit/logger';
import { installShutdown, onShutdown } from '@cyberdesk/kit/shutdown';
import { createSigner, importPrivateKey, type JWK } from '@cyberdesk/kit/tokens';
import { createApp } from './app.ts';
import { createGateway } from './clients/gateway.ts';
import { createPersonVerifier } from './clients/identity.ts';
import { readApiConfig } from './config.ts';
import type { Deps } from './deps.ts';
import { Places } from './places.ts';
import { ChangeBus } from './store/bus.ts';
import { openDatabase } from './store/database.ts';
import { postgresKeyStore } from './store/keys.ts';
import { createSeal } from './store/seal.ts';
import { startProjection } from './workers/projection.ts';
import { startSweeper } from './workers/sweeper.ts';

const config = readApiConfig();
const log = createLogger('api', { level: config.LOG_LEVEL });
const jwk = JSON.parse(readFileSync(config.SERVICE_KEY_FILE, 'utf8')) as JWK;
const sign = createSigner({ key: await importPrivateKey(jwk), issuer: 'cyberdesk-api' });
const { db, pool } = openDatabase(config.DATABASE_URL);
const document = new URL(import.meta.resolve('@cyberdesk/generated/openapi/api.3.1.json'));
const deps: Deps = {
  config,
  db,
  pool,
  sign,
  log,
  now: Date.now,
  keys: postgresKeyStore(db),
  verifyPerson: createPersonVerifier(config.AUTH_URL),
  gateway: createGateway(config.GATEWAY_URL, sign),
  seal: createSeal(jwk.d ?? ''),
  bus: new ChangeBus(config.DATABASE_URL, log),
  eventStreams: new Places(config.MAX_EVENT_STREAMS_PER_ORGANIZATION),
  document: JSON.parse(readFileSync(document, 'utf8')) as Record<string, unknown>,
};

installShutdown(log);
await deps.bus.start();
onShutdown('database', () => db.destroy());
onShutdown('notifications', () => deps.bus.stop());
const projection = startProjection(deps);
onShutdown('projection', projection.stop);
const sweeper = startSweeper(deps);
onShutdown('sweeper', sweeper.stop);
const server = serve({
  fetch: createApp(deps).fetch,
  hostname: config.HOST,
  port: config.PORT,
  createServer,
  // An upload may take long, and a path of 4096 characters is up to 48 KiB in a URL.
  serverOptions: { requestTimeout: 30 * 60_000, maxHeaderSize: 64 * 1024 },
});
onShutdown('server', () => {
  server.close();
  if ('closeAllConnections' in server)
    setTimeout(() => server.closeAllConnections(), 5_000).unref();
});
log.info({ host: config.HOST, port: config.PORT }, 'the API listens');

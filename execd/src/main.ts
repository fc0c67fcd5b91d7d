import { createServer } from 'node:http';
import document from '@cyberdesk/generated/openapi/execd.3.1.json' with { type: 'json' };
import { createLogger } from '@cyberdesk/kit/logger';
import { installShutdown, onShutdown } from '@cyberdesk/kit/shutdown';
import { createSocketServer } from '@cyberdesk/runtime';
import { serve } from '@hono/node-server';
import { createApp } from './app.ts';
import { createAuthenticator } from './auth.ts';
import { loadConfig } from './config.ts';
import { IdempotencyStore } from './system/files/idempotency.ts';
import { createSystem, idempotencyDirectory } from './system/system.ts';

const config = loadConfig();
const log = createLogger('execd', { level: config.logLevel });
const system = createSystem(config, log);
const { app, warm } = createApp({
  system: {
    ...system,
    user: config.user,
    build: config.build,
    contractVersion: document.info.version,
    checks: () => system.session.checks(),
  },
  authenticate: createAuthenticator({ ...system, issuers: config.issuers, log }),
  idempotency: new IdempotencyStore(idempotencyDirectory(config)),
  log,
});

installShutdown(log);
onShutdown('session', () => system.session.stop());
onShutdown('recordings', () => system.recordings.close());
// The probe is answered first: what takes time comes after the first listen.
const server = serve(
  {
    fetch: app.fetch,
    hostname: config.host,
    port: config.port,
    createServer,
    websocket: { server: createSocketServer({ maxPayload: 2 * 1024 * 1024 }) },
    // A write of many gigabytes takes as long as it takes; idle sockets are the gateway's business.
    // A path of 4096 characters is up to 48 KiB in a URL.
    serverOptions: { requestTimeout: 0, keepAliveTimeout: 120_000, maxHeaderSize: 64 * 1024 },
  },
  ({ port }) => log.info({ host: config.host, port }, 'listening'),
);
onShutdown('http', () => {
  system.bridge.close();
  system.tunnels.close();
  system.accessibility.stop();
  server.close();
  if ('closeAllConnections' in server) server.closeAllConnections();
});
await system.start();
warm();

import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';

export interface HealthOptions {
  host: string;
  port: number;
  registry: Registry;
  build: string;
  /** Each thing the operator needs, by name: `ok`, or what is wrong. */
  checks: () => Promise<Record<string, string>>;
}

export interface HealthServer {
  port: number;
  close(): Promise<void>;
}

/** Liveness, readiness, version and metrics; nothing else is served here. */
export async function startHealthServer(options: HealthOptions): Promise<HealthServer> {
  const server = createServer((request, response) => {
    answer(options, request.url ?? '/', response).catch(() => json(response, 500, {}));
  });
  server.headersTimeout = 5_000;
  server.maxConnections = 64;
  server.listen(options.port, options.host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function answer(
  options: HealthOptions,
  path: string,
  response: ServerResponse,
): Promise<void> {
  switch (path) {
    case '/health':
      return json(response, 200, { status: 'ok' });
    case '/ready':
      return await ready(options, response);
    case '/version':
      return json(response, 200, { service: 'operator', build: options.build });
    case '/metrics':
      response.writeHead(200, { 'content-type': options.registry.contentType });
      return void response.end(await options.registry.metrics());
    default:
      return json(response, 404, { error: 'not found' });
  }
}

async function ready({ checks }: HealthOptions, response: ServerResponse): Promise<void> {
  const found = await checks();
  const isReady = Object.values(found).every((state) => state === 'ok');
  json(response, isReady ? 200 : 503, { ready: isReady, checks: found });
}

function json(response: ServerResponse, status: number, body: object): void {
  if (response.headersSent) return;
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KubeError } from '../errors.ts';
import type { Call, Transport } from '../transport.ts';
import type { MemoryCluster } from './cluster.ts';
import { memoryTransport } from './memory-client.ts';

export interface FakeRequest {
  method: string;
  url: URL;
  watch: boolean;
  headers: IncomingHttpHeaders;
}

/**
 * What to do with a request instead of answering it: a status, a reset socket, an accepted watch
 * that never says anything, or lines sent as the watch's stream. Undefined answers as usual.
 */
export type Fault =
  | { status: number; reason?: string; headers?: Record<string, string> }
  | { reset: true }
  | { silent: true }
  | { lines: string[] }
  | undefined;

export interface FakeApiServer {
  kubeconfig: string;
  requests: FakeRequest[];
  /** Number of TCP connections accepted so far. */
  connections(): number;
  fault: (request: FakeRequest) => Fault;
  /** Cuts every open watch as a crashing apiserver would. */
  resetWatches(): void;
  close(): Promise<void>;
}

/** A MemoryCluster behind HTTP, with the ways in which an apiserver fails its clients. */
export async function startFakeApiServer(cluster: MemoryCluster): Promise<FakeApiServer> {
  const transport = memoryTransport(cluster);
  const watches = new Set<ServerResponse>();
  let connections = 0;
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://apiserver');
    const watch = url.searchParams.get('watch') === 'true';
    const fake = { method: request.method ?? 'GET', url, watch, headers: request.headers };
    api.requests.push(fake);
    if (watch) watches.add(response);
    response.on('close', () => watches.delete(response));
    const fault = api.fault(fake);
    if (fault !== undefined) return misbehave(fault, request, response);
    answer(transport, fake, request, response).catch((error: unknown) => fail(response, error));
  });
  server.on('connection', () => (connections += 1));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const api: FakeApiServer = {
    kubeconfig: writeKubeconfig(`http://127.0.0.1:${port}`),
    requests: [],
    connections: () => connections,
    fault: () => undefined,
    resetWatches: () => watches.forEach((response) => response.socket?.resetAndDestroy()),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return api;
}

function writeKubeconfig(server: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'kubeconfig-')), 'config');
  const named = (key: string, value: object) => [{ name: 'fake', [key]: value }];
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: named('cluster', { server, 'insecure-skip-tls-verify': true }),
    users: named('user', { token: 'fake-token' }),
    contexts: named('context', { cluster: 'fake', user: 'fake' }),
    'current-context': 'fake',
  };
  writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
  return file;
}

function misbehave(fault: NonNullable<Fault>, request: IncomingMessage, response: ServerResponse) {
  if ('reset' in fault) return void request.socket.resetAndDestroy();
  if ('status' in fault) {
    const { status, reason = 'InternalError', headers = {} } = fault;
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    return void response.end(JSON.stringify({ kind: 'Status', reason, message: 'injected' }));
  }
  response.writeHead(200, { 'content-type': 'application/json' });
  response.flushHeaders();
  if ('lines' in fault) response.end(fault.lines.map((line) => `${line}\n`).join(''));
}

async function answer(
  transport: Transport,
  fake: FakeRequest,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (fake.url.pathname === '/version') return send(response, 200, {});
  const closed = new AbortController();
  response.on('close', () => closed.abort());
  const body = fake.method === 'GET' ? undefined : await readJson(request);
  const call: Call = {
    method: fake.method as Call['method'],
    path: fake.url.pathname,
    query: Object.fromEntries(fake.url.searchParams),
    body,
    contentType: request.headers['content-type'] ?? '',
    signal: closed.signal,
  };
  if (!fake.watch) return send(response, 200, (await transport.json(call)) ?? {});
  response.writeHead(200, { 'content-type': 'application/json' });
  response.flushHeaders();
  for await (const chunk of await transport.stream(call)) response.write(chunk);
  response.end();
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}

function fail(response: ServerResponse, error: unknown): void {
  const known = error instanceof KubeError ? error : undefined;
  const { status = 500, reason = 'InternalError' } = known ?? {};
  if (!response.headersSent) send(response, status, { reason, message: String(error) });
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

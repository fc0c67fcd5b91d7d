import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KubeError } from '../errors.ts';
import type { KubeObject, ResourceType } from '../objects.ts';
import type { DeleteOptions, Resource } from '../resource.ts';
import type { MemoryCluster } from './cluster.ts';
import { createMemoryClient } from './memory-client.ts';

export interface FakeRequest {
  method: string;
  url: URL;
  watch: boolean;
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
  const watches = new Set<ServerResponse>();
  let connections = 0;
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://apiserver');
    const watch = url.searchParams.get('watch') === 'true';
    const fake = { method: request.method ?? 'GET', url, watch };
    api.requests.push(fake);
    if (watch) watches.add(response);
    response.on('close', () => watches.delete(response));
    const fault = api.fault(fake);
    if (fault !== undefined) return misbehave(fault, request, response);
    answer(cluster, fake, request, response).catch((error: unknown) => fail(response, error));
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

interface Parsed {
  resource: Resource<KubeObject>;
  name: string;
  subresource?: 'status';
}

async function answer(
  cluster: MemoryCluster,
  fake: FakeRequest,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (fake.url.pathname === '/version') return send(response, 200, {});
  const parsed = parse(cluster, fake.url);
  if (fake.watch) return await stream(parsed, fake.url, response);
  const result = await dispatch(parsed, fake, request);
  send(response, fake.method === 'POST' ? 201 : 200, result);
}

function parse(cluster: MemoryCluster, url: URL): Parsed {
  const parts = url.pathname.split('/').slice(2);
  const group = url.pathname.startsWith('/api/') ? '' : (parts.shift() ?? '');
  const [version = '', ...scoped] = parts;
  const namespace = scoped[0] === 'namespaces' ? scoped[1] : undefined;
  const [plural = '', name = '', subresource] = namespace === undefined ? scoped : scoped.slice(2);
  const type: ResourceType = { group, version, plural };
  const resource = createMemoryClient(cluster).resource<KubeObject>(type, namespace);
  return { resource, name, ...(subresource === 'status' && { subresource }) };
}

async function dispatch(parsed: Parsed, fake: FakeRequest, request: IncomingMessage) {
  const { resource, name, subresource } = parsed;
  const body = fake.method === 'GET' ? undefined : await readJson(request);
  const options = subresource === undefined ? {} : { subresource };
  if (fake.method === 'GET') return await read(parsed, fake.url);
  if (fake.method === 'POST') return await resource.create(body as KubeObject);
  if (fake.method === 'PUT') return await resource.replace(body as KubeObject, subresource);
  if (fake.method === 'DELETE') return await remove(parsed, body as { preconditions?: object });
  return request.headers['content-type'] === 'application/json-patch+json'
    ? await resource.jsonPatch(name, body as [], options)
    : await resource.mergePatch(name, body as object, options);
}

async function read({ resource, name }: Parsed, url: URL) {
  if (name !== '') return await resource.get(name);
  const limit = url.searchParams.get('limit');
  const token = url.searchParams.get('continue');
  const labelSelector = url.searchParams.get('labelSelector') ?? '';
  return await resource.list({
    labelSelector,
    ...(limit !== null && { limit: Number(limit) }),
    ...(token !== null && { continue: token }),
  });
}

async function remove({ resource, name }: Parsed, body: { preconditions?: DeleteOptions }) {
  await resource.delete(name, body.preconditions);
  return { kind: 'Status', status: 'Success' };
}

async function stream({ resource }: Parsed, url: URL, response: ServerResponse): Promise<void> {
  const closed = new AbortController();
  response.on('close', () => closed.abort());
  const resourceVersion = url.searchParams.get('resourceVersion') ?? '0';
  const labelSelector = url.searchParams.get('labelSelector') ?? '';
  const events = resource.watch({ resourceVersion, labelSelector, signal: closed.signal });
  response.writeHead(200, { 'content-type': 'application/json' });
  response.flushHeaders();
  try {
    for await (const event of events) response.write(`${JSON.stringify(event)}\n`);
  } catch (error) {
    const { status: code, reason, message } = asKubeError(error);
    response.end(`${JSON.stringify({ type: 'ERROR', object: { code, reason, message } })}\n`);
  }
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}

function fail(response: ServerResponse, error: unknown): void {
  const { status, reason, message } = asKubeError(error);
  send(response, status, { kind: 'Status', status: 'Failure', reason, message, code: status });
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

const asKubeError = (error: unknown) =>
  error instanceof KubeError
    ? error
    : new KubeError({ status: 500, reason: 'InternalError', message: String(error) });

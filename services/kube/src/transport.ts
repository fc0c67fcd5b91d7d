import { createHash } from 'node:crypto';
import { Agent, type Dispatcher, request } from 'undici';
import { KubeError, transportReasons } from './errors.ts';

/** What one request needs to be let in; asked again before each use, so that tokens may rotate. */
export interface Credentials {
  headers: Record<string, string>;
  tls: Record<string, unknown>;
}

export interface Endpoint {
  server: string;
  userAgent: string;
  credentials: () => Promise<Credentials>;
}

export interface Call {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  query?: Record<string, string | number | boolean | undefined>;
  body?: unknown;
  contentType?: string;
  signal?: AbortSignal;
}

export interface Transport {
  json<T>(call: Call): Promise<T>;
  stream(call: Call): Promise<AsyncIterable<Buffer>>;
  close(): Promise<void>;
}

const requestTimeoutMs = 30_000;
const maxResponseBytes = 128 * 1024 * 1024;
const maxErrorBytes = 64 * 1024;

/**
 * Kept-alive connections to one apiserver. client-node opens a connection (and a TLS handshake)
 * for every call, because it makes a new dispatcher each time; here one agent lives as long as
 * its certificates stay the same. TCP keep-alive finds a peer that vanished within about 20 s.
 */
export function createTransport(endpoint: Endpoint): Transport {
  const agents = agentCache();
  const send = async (call: Call, bodyTimeout: number): Promise<Dispatcher.ResponseData> => {
    const { headers, tls } = await endpoint.credentials();
    const response = await request(url(endpoint.server, call), {
      method: call.method,
      dispatcher: agents.get(tls),
      headersTimeout: requestTimeoutMs,
      bodyTimeout,
      headers: { ...headers, ...contentHeaders(endpoint.userAgent, call) },
      body: call.body === undefined ? null : JSON.stringify(call.body),
      ...(call.signal === undefined ? {} : { signal: call.signal }),
    });
    if (response.statusCode >= 400) throw await statusError(response);
    return response;
  };
  return {
    json: async <T>(call: Call) => {
      const deadline = AbortSignal.timeout(requestTimeoutMs);
      const signal =
        call.signal === undefined ? deadline : AbortSignal.any([deadline, call.signal]);
      return await guarded(call, async () => {
        const response = await send({ ...call, signal }, requestTimeoutMs);
        return parseBody(await response.body.text()) as T;
      });
    },
    stream: async (call) => await guarded(call, async () => (await send(call, 0)).body),
    close: () => agents.close(),
  };
}

/** KubeVirt's subresources accept with an empty body. */
const parseBody = (text: string): unknown => (text === '' ? undefined : JSON.parse(text));

function url(server: string, call: Call): string {
  const target = new URL(server.replace(/\/$/, '') + call.path);
  for (const [name, value] of Object.entries(call.query ?? {})) {
    if (value !== undefined) target.searchParams.set(name, String(value));
  }
  return target.toString();
}

function contentHeaders(userAgent: string, call: Call): Record<string, string> {
  const headers = { accept: 'application/json', 'user-agent': userAgent };
  if (call.body === undefined) return headers;
  return { ...headers, 'content-type': call.contentType ?? 'application/json' };
}

interface Status {
  reason?: string;
  message?: string;
  details?: { retryAfterSeconds?: number };
}

async function statusError(response: Dispatcher.ResponseData): Promise<KubeError> {
  const status = parseStatus(await boundedText(response.body));
  const header = Number(response.headers['retry-after']);
  const retryAfterSeconds = status.details?.retryAfterSeconds ?? (header > 0 ? header : undefined);
  return new KubeError({
    status: response.statusCode,
    reason: status.reason ?? `Status${response.statusCode}`,
    message: status.message ?? `kube-apiserver answered ${response.statusCode}`,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
}

async function boundedText(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > maxErrorBytes) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** A proxy before the apiserver may answer with anything; only a Status object is read. */
function parseStatus(text: string): Status {
  try {
    const value = JSON.parse(text) as Status | null;
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

async function guarded<T>(call: Call, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw connectionError(error, `${call.method} ${call.path}`);
  }
}

/** Turns whatever a socket throws into a KubeError without a status. */
export function connectionError(error: unknown, what: string): KubeError {
  if (error instanceof KubeError) return error;
  const name = error instanceof Error ? error.name : '';
  const reason = /timeout/i.test(name) ? transportReasons.timeout : transportReasons.connection;
  const message = error instanceof Error ? error.message : String(error);
  return new KubeError({ status: 0, reason, message: `${what}: ${message}`, cause: error });
}

/** A new agent only when certificates changed; the old one finishes what it carries. */
function agentCache() {
  let current: { tls: object; digest: string; agent: Agent } | undefined;
  return {
    get(tls: Record<string, unknown>): Agent {
      if (current?.tls === tls) return current.agent;
      const digest = createHash('sha256').update(JSON.stringify(tls)).digest('hex');
      if (current?.digest !== digest) {
        void current?.agent.close();
        const connect = { ...tls, keepAlive: true, keepAliveInitialDelay: 10_000, timeout: 10_000 };
        current = { tls, digest, agent: new Agent({ connect, maxResponseSize: maxResponseBytes }) };
      }
      return current.agent;
    },
    close: async () => await current?.agent.destroy(),
  };
}

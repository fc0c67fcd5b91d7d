import { createHash } from 'node:crypto';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { RequestContext } from '@cyberdesk/runtime';
import type { IdempotencyStore, StoredReply } from './system/files/idempotency.ts';

const MAX_BODY_BYTES = 48 * 1024 * 1024;
/** Answers that say nothing about the operation itself: a repeat may fare better. */
const PASSING = new Set([401, 403, 409, 429]);

/**
 * Replays the first result of a request to every repeat with the same key. What was done on a desktop cannot be done
 * "again by accident": a click or a command is not repeated because a network lost its answer.
 */
export async function replayOrRun(
  store: IdempotencyStore,
  { request, principal }: { request: RequestContext; principal: string },
  next: () => Promise<Response>,
): Promise<Response> {
  const key = request.raw.req.header('idempotency-key');
  if (request.route.idempotency !== 'key' || key === undefined) return next();
  const id = digest([principal, request.route.operationId, key]);
  const sent = new SentHash(request);
  const claim = await store.claim(id, '');
  if (claim.state === 'inFlight') throw inFlight();
  if (claim.state === 'done') return replay(claim.reply, await sent.whole());
  try {
    const response = await next();
    const bodyHash = sent.now();
    // A body that was refused before its end cannot be told from another one.
    return bodyHash === undefined ? response : await record(store, { id, bodyHash }, response);
  } finally {
    await store.release(id);
  }
}

async function record(
  store: IdempotencyStore,
  { id, bodyHash }: { id: string; bodyHash: string },
  response: Response,
): Promise<Response> {
  if (response.status >= 500 || PASSING.has(response.status)) return response;
  const body = Buffer.from(await response.arrayBuffer());
  const headers = Object.fromEntries(response.headers);
  if (body.length <= MAX_BODY_BYTES) {
    await store.put(id, { bodyHash, status: response.status, headers, body });
  }
  return new Response(bytesOf(body), { status: response.status, headers });
}

/** A status such as 204 takes no body, not even an empty one. */
function bytesOf(body: Buffer): Uint8Array<ArrayBuffer> | null {
  return body.length > 0 ? new Uint8Array(body) : null;
}

function replay(stored: StoredReply, bodyHash: string | undefined): Response {
  if (stored.bodyHash !== bodyHash) {
    const detail = 'This Idempotency-Key was used with another request. Use a new key.';
    throw problem('idempotencyKeyReused', detail);
  }
  const headers = { ...stored.headers, 'idempotent-replayed': 'true' };
  return new Response(bytesOf(stored.body), { status: stored.status, headers });
}

function inFlight() {
  const detail = 'The first request with this Idempotency-Key is still being served. Ask again.';
  return problem('idempotencyInFlight', detail, { headers: { 'retry-after': '1' } });
}

/** What was sent: path and query, and the body, which is hashed while it streams where it is raw. */
class SentHash {
  readonly #target: string;
  readonly #bytes: Uint8Array | undefined;
  readonly #stream: ReadableStream<Uint8Array> | undefined;
  readonly #hash = createHash('sha256');
  #isWhole = false;

  constructor(request: RequestContext) {
    const { pathname, search } = new URL(request.raw.req.url);
    this.#target = pathname + search;
    this.#bytes = request.bytes;
    const { input } = request;
    if (!(input?.body instanceof ReadableStream)) return;
    const counter = new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, controller) => {
        this.#hash.update(chunk);
        controller.enqueue(chunk);
      },
      flush: () => {
        this.#isWhole = true;
      },
    });
    this.#stream = (input.body as ReadableStream<Uint8Array>).pipeThrough(counter);
    input.body = this.#stream;
  }

  /** The hash, once all has been read. */
  now(): string | undefined {
    if (this.#stream && !this.#isWhole) return undefined;
    const body = this.#stream
      ? this.#hash.copy().digest('base64')
      : Buffer.from(this.#bytes ?? '').toString('base64');
    return digest([this.#target, body]);
  }

  /** Reads what nobody else will. */
  async whole(): Promise<string | undefined> {
    if (this.#stream) for await (const chunk of this.#stream) void chunk;
    return this.now();
  }
}

/** Length-prefixed, so that no two different lists look the same. */
function digest(parts: string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  return hash.digest('hex');
}

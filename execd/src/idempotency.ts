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
  const bodyHash = digest([Buffer.from(request.bytes ?? '').toString('base64')]);
  const claim = await store.claim(id, bodyHash);
  if (claim.state === 'inFlight') throw inFlight();
  if (claim.state === 'done') return replay(claim.reply, bodyHash);
  try {
    const response = await next();
    return await record(store, { id, bodyHash }, response);
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
  return new Response(body, { status: response.status, headers });
}

function replay(stored: StoredReply, bodyHash: string): Response {
  if (stored.bodyHash !== bodyHash) {
    const detail = 'This Idempotency-Key was used with another body. Use a new key.';
    throw problem('idempotencyKeyReused', detail);
  }
  const headers = { ...stored.headers, 'idempotent-replayed': 'true' };
  return new Response(new Uint8Array(stored.body), { status: stored.status, headers });
}

function inFlight() {
  const detail = 'The first request with this Idempotency-Key is still being served. Ask again.';
  return problem('idempotencyInFlight', detail, { headers: { 'retry-after': '1' } });
}

/** Length-prefixed, so that no two different lists look the same. */
function digest(parts: string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  return hash.digest('hex');
}

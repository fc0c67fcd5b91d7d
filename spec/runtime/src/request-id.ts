import { randomFillSync } from 'node:crypto';
import type { Context } from 'hono';

const acceptable = /^[\w.:-]{1,128}$/;
const alphabet = '234567abcdefghijklmnopqrstuvwxyz';
const ids = new WeakMap<Request, string>();

const length = 34;
/** Random bytes for some hundred ids: one call for all costs hardly more than one for each. */
const pool = new Uint8Array(length * 128);
let used = pool.length;

/** `req_` and 34 characters of base32: as random as an id must be, and never an id of anything else. */
export function newRequestId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  let id = 'req_';
  for (const end = used + length; used < end; used += 1) id += alphabet[pool[used]! & 31];
  return id;
}

/** The client's own id where it is harmless, else a new one. */
export const usableRequestId = (sent: string | undefined): string =>
  sent !== undefined && acceptable.test(sent) ? sent : newRequestId();

/** The id of a request; the same however often it is asked for. */
export function requestIdOf(c: Context): string {
  const known = ids.get(c.req.raw);
  if (known) return known;
  const id = usableRequestId(c.req.header('x-request-id'));
  ids.set(c.req.raw, id);
  return id;
}

const stamped = new WeakSet<Response>();

/** Marks a response that was made with its request id, so that its headers need not be touched again. */
export function stamp(response: Response): Response {
  stamped.add(response);
  return response;
}

/**
 * The response with its request id. One of our own has it already: touching its headers would cost node-server's short
 * cut for plain responses, and with it most of the speed.
 */
export function withRequestId(response: Response, requestId: string): Response {
  if (stamped.has(response)) return response;
  try {
    response.headers.set('x-request-id', requestId);
    return response;
  } catch {
    // A response that came from `fetch` has headers that cannot be changed.
    const copy = new Response(response.body, response);
    copy.headers.set('x-request-id', requestId);
    return copy;
  }
}

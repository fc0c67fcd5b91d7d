import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';

const acceptable = /^[\w.:-]{1,128}$/;
const alphabet = '234567abcdefghijklmnopqrstuvwxyz';
const ids = new WeakMap<Request, string>();

/** `req_` and 34 characters of base32: as random as an id must be, and never an id of anything else. */
export function newRequestId(): string {
  return `req_${Array.from(randomBytes(34), (byte) => alphabet[byte & 31]).join('')}`;
}

/** The client's own id where it is harmless, else a new one; the same for one request however often it is asked for. */
export function requestIdOf(c: Context): string {
  const known = ids.get(c.req.raw);
  if (known) return known;
  const sent = c.req.header('x-request-id');
  const id = sent !== undefined && acceptable.test(sent) ? sent : newRequestId();
  ids.set(c.req.raw, id);
  return id;
}

import type { MiddlewareHandler } from 'hono';
import { cors as honoCors } from 'hono/cors';

/** Request headers that a page may send. */
export const ALLOWED_HEADERS = [
  'Accept',
  'Authorization',
  'Content-Type',
  'Cyberdesk-Actor',
  'Idempotency-Key',
  'If-Match',
  'If-None-Match',
  'If-Range',
  'Last-Event-ID',
  'Range',
  'X-Api-Key',
  'X-Request-Id',
];

/** Reply headers that a page may read. */
export const EXPOSED_HEADERS = [
  'Accept-Ranges',
  'Content-Range',
  'ETag',
  'Idempotency-Replayed',
  'Location',
  'RateLimit-Limit',
  'RateLimit-Remaining',
  'RateLimit-Reset',
  'Retry-After',
  'X-Cursor-X',
  'X-Cursor-Y',
  'X-Image-Height',
  'X-Image-Scale',
  'X-Image-Width',
  'X-Request-Id',
];

/** Two hours, the most that browsers keep an answer for. */
const MAX_AGE_SECONDS = 7_200;

/**
 * Lets pages of these very origins call the API with a credential that they hold themselves. Cookies play no part, so a
 * page elsewhere can do nothing in its visitor's name, and an origin that is not listed is told nothing.
 */
export const cors = (origins: string[]): MiddlewareHandler => {
  const known = new Set(origins);
  const answer = honoCors({
    origin: (origin) => (known.has(origin) ? origin : null),
    allowMethods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowHeaders: ALLOWED_HEADERS,
    exposeHeaders: EXPOSED_HEADERS,
    maxAge: MAX_AGE_SECONDS,
  });
  return (c, next) => {
    const isPreflight = c.req.header('access-control-request-method') !== undefined;
    return c.req.method === 'OPTIONS' && !isPreflight ? next() : answer(c, next);
  };
};

import { Readable } from 'node:stream';
import type { PassedRequest } from '@cyberdesk/runtime';
import type { Services } from '../services.ts';
import { Answer } from './answer.ts';
import { type Body, bodyOf } from './body.ts';
import { isReset } from './failure.ts';
import { requestHeaders } from './headers.ts';

/** As long as the listener itself lets a request take. */
const uploadTimeoutMs = 30 * 60_000;

/** Where a request goes, and with whose leave. */
export interface Passage {
  origin: string;
  token: string;
  /** Path in execd, with its query. */
  path: string;
  /** Headers of the answer that take the place of execd's. */
  headers?: Record<string, string>;
}

/**
 * Passes a request on to a desktop, and its reply back. A machine that was restarted leaves dead connections behind,
 * which fail at their next use. Reading again is harmless, so it is done once; anything else might be done twice.
 */
export const send = async (
  services: Services,
  request: PassedRequest,
  passage: Passage,
): Promise<void> => {
  const { incoming, response, route } = request;
  const body = await bodyOf(request);
  try {
    await attempt(services, request, passage, body);
  } catch (error) {
    const isOver = request.isGone || response.headersSent;
    if (isOver || route.method !== 'GET' || !isReset(error)) throw error;
    await attempt(services, request, passage, null);
  } finally {
    // An answer may come before the body was read to its end; then the rest is nobody's.
    if (!incoming.complete) incoming.resume();
  }
};

const attempt = (
  { upstream }: Services,
  request: PassedRequest,
  { origin, token, path, headers }: Passage,
  body: Body,
): Promise<void> => {
  const { incoming, route } = request;
  const answer = new Answer(request, headers);
  const call = {
    origin,
    path,
    method: incoming.method as 'GET',
    headers: requestHeaders(request, token, body instanceof Readable),
    body,
    // An upload may be slow: the reply can only begin when the last byte has arrived.
    ...(route.body?.kind === 'binary' && { headersTimeout: uploadTimeoutMs }),
  };
  upstream.dispatch(call, answer);
  return answer.finished;
};

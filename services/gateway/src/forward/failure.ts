import { problem } from '@cyberdesk/generated/problems.gen';
import { type PassedRequest, Problem } from '@cyberdesk/runtime';
import { Refusal } from '../domain/refusal.ts';
import { toProblem } from '../problems.ts';
import type { Services } from '../services.ts';

const codeOf = (error: unknown): string => {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : '';
};

/** Whether a connection broke that was good before. */
export const isReset = (error: unknown): boolean =>
  ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'].includes(codeOf(error));

const notReached = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Whether no connection came about: nothing was asked for. One that stood can fail with the same codes. */
export const isUnreached = (error: unknown): boolean => {
  const { syscall } = error as { syscall?: unknown };
  return notReached.has(codeOf(error)) && syscall !== 'read' && syscall !== 'write';
};

/** What went wrong on the way to a desktop, in the contract's words. */
export const failure = ({ log }: Services, request: PassedRequest, error: unknown): unknown => {
  const known = toProblem(error);
  if (request.isGone || known instanceof Problem) return known;
  const { route, requestId } = request;
  log.warn({ err: error, operationId: route.operationId, requestId }, 'desktop failed');
  return toProblem(isUnreached(error) ? unreachable(error) : brokenOff(error));
};

const unreachable = (cause: unknown): Refusal => {
  const detail = 'The desktop could not be reached; nothing was done. Try again.';
  return new Refusal('unavailable', detail, { retryAfterSeconds: 1, cause });
};

const brokenOff = (cause: unknown): Problem =>
  problem(
    'upstreamFailed',
    'The desktop did not answer. What was asked for may have been done: check before you repeat it.',
    { cause },
  );

import { problem } from '@cyberdesk/generated/problems.gen';
import { TokenError } from '@cyberdesk/kit/tokens';
import { KubeError } from '@cyberdesk/kube/errors';
import type { Problem } from '@cyberdesk/runtime';
import { Refusal } from './domain/refusal.ts';

const retryAfter = (seconds: number): Record<string, string> => ({
  'retry-after': String(Math.ceil(seconds)),
});

/** A thrown value as the contract's problem, where it has one. */
export const toProblem = (error: unknown): unknown => {
  if (error instanceof Refusal) return fromRefusal(error);
  if (error instanceof KubeError) return fromKube(error);
  if (error instanceof TokenError) return unauthenticated(error);
  return error;
};

/** The caller never learns which check its token failed. */
export const unauthenticated = (cause: unknown): Problem =>
  problem('unauthenticated', 'Send a valid token of this listener in the Authorization header.', {
    headers: { 'www-authenticate': 'Bearer' },
    cause,
  });

const fromRefusal = (refusal: Refusal): Problem => {
  const { currentState, retryAfterSeconds, cause } = refusal.details;
  return problem(refusal.code, refusal.message, {
    ...(currentState !== undefined && { extra: { currentState } }),
    ...(retryAfterSeconds !== undefined && { headers: retryAfter(retryAfterSeconds) }),
    cause,
  });
};

const fromKube = (error: KubeError): Problem => {
  const { status, message, retryAfterSeconds = 1 } = error;
  if (status === 404)
    return problem('notFound', 'No such resource in this cluster.', { cause: error });
  if (status === 409)
    return problem('conflict', 'The resource has changed. Read it again.', { cause: error });
  if (status === 400 || status === 422) return problem('unprocessable', message, { cause: error });
  // 0 = no answer. 401 and 403 are our own rights, for the log alone.
  const detail = 'The cluster cannot answer now. Try again.';
  return problem('unavailable', detail, { headers: retryAfter(retryAfterSeconds), cause: error });
};

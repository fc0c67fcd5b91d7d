import { createVerifier, TokenError } from '@cyberdesk/kit/tokens';
import { type Actor, actorOf, type KeySource, keysOf } from '../callers.ts';

/** Leave to see, or to control, one desktop. */
export interface Grant {
  id: string;
  instance: string;
  role: 'view' | 'control';
  actor: Actor;
  /** Seconds since the epoch. */
  issuedAt: number;
  expiresAt: number;
  /** Pages that may embed the view; absent = any. */
  origins: string[] | undefined;
}

export type GrantVerifier = (token: string) => Promise<Grant>;

const audience = 'gateway-data';
const maxTtlSeconds = 24 * 60 * 60;
const prefix = 'cyberdesk.grant.';

/** Verifies grants for live views, which only the api signs. */
export const createGrantVerifier = (source: KeySource): GrantVerifier => {
  const jwks = keysOf(source, 'api-');
  const verify = createVerifier({ jwks, audience, issuers: ['cyberdesk-api'], maxTtlSeconds });
  return async (token) => {
    const claims = await verify(token);
    const { jti, sub, role, iat, exp, kind, origins } = claims;
    if (kind !== 'stream') throw new TokenError('not for a live view');
    if (role !== 'view' && role !== 'control') throw new TokenError('no role');
    if (!jti || !sub || iat === undefined || exp === undefined)
      throw new TokenError('claims are missing');
    return {
      id: jti,
      instance: sub,
      role,
      actor: actorOf(claims),
      issuedAt: iat,
      expiresAt: exp,
      origins: Array.isArray(origins) ? origins.map(String) : undefined,
    };
  };
};

/** The grant among the subprotocols that a client offers; in a URL it would end up in logs. */
export const grantIn = (offered: string | undefined): string | undefined =>
  (offered ?? '')
    .split(',')
    .map((protocol) => protocol.trim())
    .find((protocol) => protocol.startsWith(prefix))
    ?.slice(prefix.length);

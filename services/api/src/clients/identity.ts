import { createRemoteJWKSet, jwtVerify } from 'jose';

/** A person who signed in. */
export interface Person {
  id: string;
  email?: string;
}

/** Checks access tokens of the project's Supabase Auth; undefined for any that does not hold. */
export type VerifyPerson = (token: string) => Promise<Person | undefined>;

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Verifies by the published keys: one fetch, then locally. */
export const createPersonVerifier = (authUrl: string): VerifyPerson => {
  const issuer = `${authUrl}/auth/v1`;
  const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`), {
    timeoutDuration: 3_000,
  });
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience: 'authenticated',
        algorithms: ['ES256', 'RS256'],
        requiredClaims: ['sub', 'exp'],
      });
      const { sub = '', email } = payload;
      if (!UUID.test(sub)) return undefined;
      return { id: sub, ...(typeof email === 'string' ? { email } : {}) };
    } catch {
      return undefined;
    }
  };
};

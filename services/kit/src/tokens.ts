import { readFileSync } from 'node:fs';
import {
  decodeProtectedHeader,
  errors,
  exportJWK,
  generateKeyPair as generate,
  importJWK,
  jwtVerify,
  SignJWT,
  type CryptoKey,
  type JSONWebKeySet,
  type JWK,
  type JWTPayload,
} from 'jose';
import { VerifiedTokens } from './verified.ts';

export type { JSONWebKeySet, JWK } from 'jose';

/** Claims of a verified token. */
export type Claims = JWTPayload & Record<string, unknown>;

/** A private key and the name that verifiers know it by. */
export interface SigningKey {
  kid: string;
  key: CryptoKey | Uint8Array;
}

/** Why a token was refused; the reason is for logs, never for the caller. */
export class TokenError extends Error {
  reason: string;
  constructor(reason: string) {
    super(`token refused: ${reason}`);
    this.name = 'TokenError';
    this.reason = reason;
  }
}

/** Imports a private Ed25519 key in JWK form. */
export const importPrivateKey = async (jwk: JWK): Promise<SigningKey> => {
  if (!jwk.kid || jwk.crv !== 'Ed25519' || !jwk.d)
    throw new Error('The key must be a private Ed25519 JWK with a kid.');
  return { kid: jwk.kid, key: await importJWK(jwk, 'EdDSA') };
};

/** Reads a private Ed25519 key in JWK form from a file. */
export const loadPrivateKey = (path: string): Promise<SigningKey> =>
  importPrivateKey(JSON.parse(readFileSync(path, 'utf8')) as JWK);

/** A new key pair in JWK form. */
export const generateKeyPair = async (
  kid: string,
): Promise<{ privateJwk: JWK; publicJwk: JWK }> => {
  const pair = await generate('EdDSA', { crv: 'Ed25519', extractable: true });
  const named = { kid, alg: 'EdDSA', use: 'sig' };
  return {
    privateJwk: { ...(await exportJWK(pair.privateKey)), ...named },
    publicJwk: { ...(await exportJWK(pair.publicKey)), ...named },
  };
};

/** What a token says. */
export interface TokenRequest {
  audience: string;
  subject: string;
  ttlSeconds: number;
  claims?: Record<string, unknown>;
  id?: string;
}

/** Signs tokens of one issuer. */
export const createSigner =
  ({ key, issuer }: { key: SigningKey; issuer: string }) =>
  ({ audience, subject, ttlSeconds, claims = {}, id }: TokenRequest): Promise<string> => {
    const now = Math.floor(Date.now() / 1000);
    const token = new SignJWT(claims)
      .setProtectedHeader({ alg: 'EdDSA', kid: key.kid, typ: 'JWT' })
      .setIssuer(issuer)
      .setAudience(audience)
      .setSubject(subject)
      .setIssuedAt(now)
      .setExpirationTime(now + ttlSeconds);
    return (id ? token.setJti(id) : token).sign(key.key);
  };

/** Signs one token. */
export type Signer = ReturnType<typeof createSigner>;

/** Where a verifier finds keys, and what it insists on. */
export interface VerifierOptions {
  /** Called again, at most every 5 s, when a token names an unknown key, so that a new key set is picked up. */
  jwks: JSONWebKeySet | (() => JSONWebKeySet | Promise<JSONWebKeySet>);
  audience: string | (() => string | undefined);
  issuers: string[];
  /** Longest life a token may have. */
  maxTtlSeconds?: number;
  /** Now, in milliseconds. */
  clock?: (claims: JWTPayload) => number;
}

/** Verifies one token. */
export type Verifier = (token: string) => Promise<Claims>;

const REFRESH_MS = 5_000;
const LEEWAY_SECONDS = 5;

/**
 * A verifier that accepts EdDSA alone and insists on kid, iss, aud, iat and exp. A token that comes again is checked for
 * time, key and audience alone; its claims are the same object, which nobody can change.
 */
export const createVerifier = (options: VerifierOptions): Verifier => {
  const keys = keyFinder(options.jwks);
  const known = new VerifiedTokens<Claims>();
  const check = async (token: string): Promise<Claims> => {
    const { kid, alg } = readHeader(token);
    if (alg !== 'EdDSA') throw new TokenError('algorithm is not EdDSA');
    const key = await keys.find(kid);
    if (!key) throw new TokenError('unknown key');
    const audience = audienceOf(options);
    const verified = await verify(token, key, { ...options, audience });
    const claims = freeze(checkClaims(verified, options.maxTtlSeconds ?? 60));
    known.add(token, { kid, key, audience, claims });
    return claims;
  };
  return async (token) => {
    const found = known.get(token);
    if (!found) return check(token);
    const { kid, key, audience, claims } = found;
    const isCurrent = keys.known(kid) === key && audience === audienceOf(options);
    if (isCurrent && isInTime(claims, options)) return claims;
    known.delete(token);
    return check(token);
  };
};

const audienceOf = ({ audience: source }: VerifierOptions): string => {
  const audience = typeof source === 'function' ? source() : source;
  if (!audience) throw new TokenError('no audience is known yet');
  return audience;
};

/** As jose decides it: whole seconds, and five of them to spare. */
const isInTime = (claims: Claims, { clock }: VerifierOptions): boolean => {
  const now = Math.floor((clock?.(claims) ?? Date.now()) / 1000);
  const { exp = 0, nbf = 0 } = claims;
  return exp > now - LEEWAY_SECONDS && nbf <= now + LEEWAY_SECONDS;
};

const freeze = <Value>(value: Value): Value => {
  if (value !== null && typeof value === 'object') {
    Object.values(value).forEach(freeze);
    Object.freeze(value);
  }
  return value;
};

const readHeader = (token: string): { kid: string; alg: string } => {
  try {
    const { kid, alg } = decodeProtectedHeader(token);
    if (kid && alg) return { kid, alg };
  } catch {
    throw new TokenError('not a JWT');
  }
  throw new TokenError('no kid or alg');
};

const verify = async (
  token: string,
  key: CryptoKey | Uint8Array,
  options: VerifierOptions & { audience: string },
): Promise<Claims> => {
  const base = {
    algorithms: ['EdDSA'],
    audience: options.audience,
    issuer: options.issuers,
    requiredClaims: ['iss', 'aud', 'iat', 'exp', 'sub'],
    clockTolerance: LEEWAY_SECONDS,
  };
  const clock = options.clock?.(unverifiedClaims(token));
  try {
    const { payload } = await jwtVerify(
      token,
      key,
      clock === undefined ? base : { ...base, currentDate: new Date(clock) },
    );
    return payload as Claims;
  } catch (error) {
    throw new TokenError(error instanceof errors.JOSEError ? error.code : 'signature');
  }
};

/** Claims before the signature was checked: fit for a clock's lower bound, for nothing else. */
const unverifiedClaims = (token: string): JWTPayload => {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as JWTPayload;
  } catch {
    throw new TokenError('not a JWT');
  }
};

const checkClaims = (claims: Claims, maxTtlSeconds: number): Claims => {
  const life = (claims.exp ?? 0) - (claims.iat ?? 0);
  if (life <= 0 || life > maxTtlSeconds) throw new TokenError('lives too long');
  return claims;
};

const keyFinder = (source: VerifierOptions['jwks']) => {
  let keys = new Map<string, CryptoKey | Uint8Array>();
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | undefined;
  // Requests that come together wait for one read: none of them is refused because another one asked first.
  const refresh = (): Promise<void> => {
    if (!reading && performance.now() - readAt < REFRESH_MS) return Promise.resolve();
    reading ??= read().finally(() => (reading = undefined));
    return reading;
  };
  const read = async (): Promise<void> => {
    readAt = performance.now();
    const set = typeof source === 'function' ? await source() : source;
    keys = new Map(
      await Promise.all(
        set.keys.map(async (jwk) => [jwk.kid ?? '', await importJWK(jwk, 'EdDSA')] as const),
      ),
    );
  };
  return {
    known: (kid: string): CryptoKey | Uint8Array | undefined => keys.get(kid),
    find: async (kid: string): Promise<CryptoKey | Uint8Array | undefined> => {
      if (!keys.has(kid)) await refresh();
      return keys.get(kid);
    },
  };
};

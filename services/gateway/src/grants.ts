import { type Claims, createVerifier, TokenError } from '@cyberdesk/kit/tokens';
import { type Actor, actorOf, type KeySource, keysOf } from './callers.ts';

/** What every grant says: who may use which desktop until when. */
interface GrantBase {
  id: string;
  instance: string;
  organizationId: string | undefined;
  role: 'view' | 'control';
  actor: Actor;
  /** Seconds since the epoch. */
  issuedAt: number;
  expiresAt: number;
}

/** Leave to see, or to control, one desktop. */
export interface StreamGrant extends GrantBase {
  kind: 'stream';
  /** Who the link is for. */
  label: string | undefined;
  /** Pages that may embed the view; absent = any. */
  origins: string[] | undefined;
}

/** Leave to call the operations of one desktop without the API in between. */
export interface DesktopGrant extends GrantBase {
  kind: 'desktop';
  scopes: string[];
}

/** Leave to visit one preview, whose id is the grant's. */
export interface PreviewGrant extends GrantBase {
  kind: 'preview';
}

/** Leave to read or to write one file. */
export interface FileGrant extends GrantBase {
  kind: 'file';
  path: string;
  method: string;
}

/** Leave to drive one browser. */
export interface BrowserGrant extends GrantBase {
  kind: 'browser';
  port: number;
  path: string;
}

export type Grant = StreamGrant | DesktopGrant | PreviewGrant | FileGrant | BrowserGrant;
export type GrantVerifier = (token: string) => Promise<Grant>;

const audience = 'gateway-data';
const daySeconds = 24 * 60 * 60;
const maxTtlSeconds: Record<Grant['kind'], number> = {
  stream: daySeconds,
  desktop: daySeconds,
  preview: 7 * daySeconds,
  file: daySeconds,
  browser: daySeconds,
};

/** Verifies grants, which only the api signs. */
export const createGrantVerifier = (source: KeySource): GrantVerifier => {
  const jwks = keysOf(source, 'api-');
  const longest = Math.max(...Object.values(maxTtlSeconds));
  const options = { jwks, audience, issuers: ['cyberdesk-api'], maxTtlSeconds: longest };
  const verify = createVerifier(options);
  return async (token) => toGrant(await verify(token));
};

const toGrant = (claims: Claims): Grant => {
  const { jti, sub, role, iat, exp, org } = claims;
  if (role !== 'view' && role !== 'control') throw new TokenError('no role');
  if (!jti || !sub || iat === undefined || exp === undefined)
    throw new TokenError('claims are missing');
  const organizationId = typeof org === 'string' ? org : undefined;
  const span = { issuedAt: iat, expiresAt: exp };
  const base = { id: jti, instance: sub, organizationId, role, actor: actorOf(claims), ...span };
  const grant = ofKind({ ...base, role }, claims);
  if (exp - iat > maxTtlSeconds[grant.kind]) throw new TokenError('lives too long');
  return grant;
};

const ofKind = (base: GrantBase, claims: Claims): Grant => {
  const { kind, origins, label, scopes, path, method, port } = claims;
  switch (kind) {
    case 'stream':
      return {
        ...base,
        kind,
        label: typeof label === 'string' ? label : undefined,
        origins: Array.isArray(origins) ? origins.map(String) : undefined,
      };
    case 'desktop':
      return { ...base, kind, scopes: Array.isArray(scopes) ? scopes.map(String) : [] };
    case 'preview':
      return { ...base, kind };
    case 'file':
      return { ...base, kind, path: String(path), method: String(method) };
    case 'browser':
      return { ...base, kind, port: Number(port), path: String(path) };
    default:
      throw new TokenError('of no known kind');
  }
};

const prefix = 'cyberdesk.grant.';

/** The grant among the subprotocols that a client offers: a browser cannot send it in a header. */
export const grantIn = (offered: string | undefined): string | undefined =>
  (offered ?? '')
    .split(',')
    .map((protocol) => protocol.trim())
    .find((protocol) => protocol.startsWith(prefix))
    ?.slice(prefix.length);

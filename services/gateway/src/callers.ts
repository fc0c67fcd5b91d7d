import { readFileSync } from 'node:fs';
import type { Claims, JSONWebKeySet, Verifier } from '@cyberdesk/kit/tokens';
import { createVerifier, TokenError } from '@cyberdesk/kit/tokens';
import { decodeProtectedHeader } from 'jose';

/** Who acts in the end, as the api states it. */
export interface Actor {
  type: 'human' | 'agent' | 'system';
  id: string;
  name?: string;
}

/** Who calls the control listener. */
export interface Caller {
  service: 'api' | 'operator' | 'nobody';
  /** The call is confined to this organization; absent = the platform itself, which sees all. */
  organizationId: string | undefined;
  scopes: readonly string[];
  role: 'view' | 'control';
  actor: Actor;
  /** Whose idempotency keys these are, in execd. */
  principal: string;
}

export type KeySource = () => JSONWebKeySet | Promise<JSONWebKeySet>;
export type CallerVerifier = (token: string) => Promise<Caller>;

const audience = 'gateway';

/** Keys from a file, read again whenever a verifier meets an unknown key. */
export const keysFrom =
  (path: string): KeySource =>
  () =>
    JSON.parse(readFileSync(path, 'utf8')) as JSONWebKeySet;

/** The keys of one service: nobody signs in another's name. */
export const keysOf =
  (source: KeySource, prefix: string): KeySource =>
  async () => ({
    keys: (await source()).keys.filter(({ kid }) => kid?.startsWith(prefix)),
  });

/** Caller of an operation that needs no token. */
export const nobody: Caller = {
  service: 'nobody',
  organizationId: undefined,
  scopes: [],
  role: 'view',
  actor: { type: 'system', id: 'nobody' },
  principal: 'nobody',
};

/** Verifies service tokens. The key's own name tells whose token it may be. */
export const createCallerVerifier = (source: KeySource): CallerVerifier => {
  const verifierOf = (service: string): Verifier =>
    createVerifier({
      jwks: keysOf(source, `${service}-`),
      audience,
      issuers: [`cyberdesk-${service}`],
    });
  const [api, operator] = [verifierOf('api'), verifierOf('operator')];
  // A token that is used again has the same claims, and so the same caller.
  const callers = new WeakMap<Claims, Caller>();
  return async (token) => {
    const isOperator = kidOf(token).startsWith('operator-');
    const claims = await (isOperator ? operator : api)(token);
    const known = callers.get(claims);
    if (known) return known;
    const caller = toCaller(isOperator ? 'operator' : 'api', claims);
    callers.set(claims, caller);
    return caller;
  };
};

const heads = new Map<string, string>();
const maxHeads = 64;

/** The key that a token says it was signed with. All tokens of a key begin with the same text. */
const kidOf = (token: string): string => {
  const head = token.slice(0, token.indexOf('.') + 1);
  const known = heads.get(head);
  if (known !== undefined) return known;
  try {
    const { kid = '' } = decodeProtectedHeader(token);
    // Anyone may invent heads.
    if (heads.size >= maxHeads) heads.clear();
    if (head.length < 256) heads.set(head, kid);
    return kid;
  } catch {
    throw new TokenError('not a JWT');
  }
};

const toCaller = (service: 'api' | 'operator', claims: Claims): Caller => {
  const actor = actorOf(claims);
  const organizationId = typeof claims.org === 'string' ? claims.org : undefined;
  // Without an organization a token reaches everything: only the platform's own jobs may have one.
  if (organizationId === undefined && actor.type !== 'system')
    throw new TokenError('no organization');
  const owner = `${organizationId ?? service}:${actor.type}:${actor.id}`;
  return {
    service,
    organizationId,
    scopes: Array.isArray(claims.scopes) ? claims.scopes.map(String) : [],
    role: claims.role === 'control' ? 'control' : 'view',
    actor,
    principal: typeof claims.principal === 'string' ? claims.principal : owner,
  };
};

/** The actor that a token names. */
export const actorOf = ({ actor }: Claims): Actor => {
  const { type, id, name } = (actor ?? {}) as Partial<Actor>;
  if (typeof id !== 'string' || !type || !['human', 'agent', 'system'].includes(type))
    throw new TokenError('no actor');
  return { type, id, ...(typeof name === 'string' && { name }) };
};

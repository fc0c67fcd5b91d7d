import { problem } from '@cyberdesk/generated/problems.gen';
import { Problem, type RequestContext } from '@cyberdesk/runtime';
import type { Deps } from './deps.ts';
import type { Held } from './store/idempotency.ts';
import { looksLikeKey } from './store/keys.ts';
import { personalOrganization } from './store/organizations.ts';

/** Who is calling, and for which organization. */
export interface Principal {
  type: 'user' | 'key';
  id: string;
  email?: string;
  scopes: string[];
  organization: { id: string; name: string };
}

/** What every handler gets. `principal` is a stand-in without rights for operations that anyone may call. */
export interface Context {
  deps: Deps;
  principal: Principal;
  requestId: string;
  signal: AbortSignal;
  /** Whether the credential would still do, for what goes on for long. */
  isAllowed: () => Promise<boolean>;
  /** The idempotency key that this request serves. */
  held?: Held;
}

const nobody: Principal = { type: 'key', id: '', scopes: [], organization: { id: '', name: '' } };

/** Authenticates and authorizes: 401 without a valid credential, 403 without the operation's scopes. */
export const createContext =
  (deps: Deps) =>
  async (request: RequestContext): Promise<Context> => {
    const { route, requestId, signal } = request;
    const base = { deps, requestId, signal, isAllowed: () => isAllowed(deps, request) };
    if (!route.auth) return { ...base, principal: nobody };
    return { ...base, principal: await authorize(deps, request) };
  };

const authorize = async (deps: Deps, request: RequestContext): Promise<Principal> => {
  const principal = await authenticate(deps, credentialOf(request));
  const missing = request.route.scopes.filter((scope) => !allows(principal.scopes, scope));
  if (missing.length === 0) return principal;
  throw problem(
    'insufficientScope',
    `This needs the scope ${missing.join(', ')}; the credential has ${principal.scopes.join(', ')}. Use a key that has it.`,
  );
};

const isAllowed = (deps: Deps, request: RequestContext): Promise<boolean> =>
  authorize(deps, request).then(
    () => true,
    (error: unknown) => !(error instanceof Problem) || error.status >= 500,
  );

const allows = (granted: string[], scope: string): boolean =>
  granted.includes('*') || granted.includes(scope);

const credentialOf = ({ raw }: RequestContext): string | undefined =>
  /^Bearer +(\S+)$/i.exec(raw.req.header('authorization') ?? '')?.[1] ??
  raw.req.header('x-api-key');

const authenticate = async (deps: Deps, credential: string | undefined): Promise<Principal> => {
  const principal =
    credential &&
    (looksLikeKey(credential) ? await byKey(deps, credential) : await byToken(deps, credential));
  if (principal) return principal;
  const detail = credential
    ? 'The key or access token is not valid: it is unknown, expired or revoked. Make a new key or sign in again.'
    : 'Send an API key or an access token as `Authorization: Bearer …`.';
  throw problem('unauthenticated', detail, { headers: { 'www-authenticate': 'Bearer' } });
};

const byKey = async ({ keys }: Deps, secret: string): Promise<Principal | undefined> => {
  const row = await keys.verify(secret);
  if (!row) return undefined;
  const organization = { id: row.organization_id, name: row.organization_name };
  return { type: 'key', id: row.id, scopes: row.scopes, organization };
};

const byToken = async (
  { verifyPerson, db }: Deps,
  token: string,
): Promise<Principal | undefined> => {
  if (token.split('.').length !== 3 || token.length > 8_192) return undefined;
  const person = await verifyPerson(token);
  if (!person) return undefined;
  const organization = await personalOrganization(db, person);
  return {
    type: 'user',
    id: person.id,
    scopes: ['*'],
    organization,
    ...(person.email ? { email: person.email } : {}),
  };
};

import { problem } from '@cyberdesk/generated/problems.gen';
import type { RequestContext } from '@cyberdesk/runtime';
import { type Actor, nobody } from './callers.ts';
import { noSuchInstance } from './domain/refusal.ts';
import { isRevoked } from './domain/revocations.ts';
import { type DesktopGrant, type Grant, grantIn, type StreamGrant } from './grants.ts';
import { locate } from './locate.ts';
import type { Context, Services } from './services.ts';

/** What a handler of the data listener knows besides its input. */
export interface DataContext extends Context {
  /** Absent for operations that need none, and for links, which carry their own. */
  grant: StreamGrant | DesktopGrant | undefined;
}

/** Makes the context of a request on the data listener, where a grant is the only credential. */
export const dataContext =
  (services: Services) =>
  async (request: RequestContext): Promise<DataContext> => {
    if (!request.route.auth) return { services, request, caller: nobody, grant: undefined };
    const grant = await admitted(services, request);
    const { organizationId, role, actor: maker } = grant;
    const actor = actingAs(maker, request);
    const principal = `${organizationId ?? grant.id}:${actor.type}:${actor.id}`;
    const scopes = grant.kind === 'desktop' ? grant.scopes : [];
    const caller = { service: 'api', organizationId, scopes, role, actor, principal } as const;
    return { services, request, caller, grant };
  };

/** A live view is opened with a grant for it, everything else in a desktop with a token of that desktop. */
const admitted = async (
  services: Services,
  request: RequestContext,
): Promise<StreamGrant | DesktopGrant> => {
  const { raw, route } = request;
  const grant = await admit(services, offered(request));
  if (grant.instance !== raw.req.param('instanceId')) throw noSuchInstance();
  if (route.operationId === 'openStream') {
    if (grant.kind !== 'stream') throw refused('The grant is not for a live view.');
    checkOrigin(grant, raw.req.header('origin'));
    return grant;
  }
  if (grant.kind !== 'desktop') throw refused('The grant is not a token of a desktop.');
  checkScopes(grant, route.scopes);
  return grant;
};

const offered = ({ raw, route }: RequestContext): string | undefined =>
  (route.websocket ? grantIn(raw.req.header('sec-websocket-protocol')) : undefined) ??
  /^Bearer ([\w.-]+)$/i.exec(raw.req.header('authorization') ?? '')?.[1];

/** The grant in a token, if it is valid, of a desktop that is here, and not revoked. */
export const admit = async (services: Services, token: string | undefined): Promise<Grant> => {
  if (token === undefined) throw refused('No grant was offered.');
  const grant = await services.grants(token).catch((cause: unknown) => {
    services.log.warn({ err: cause }, 'grant refused');
    throw refused('The grant is not valid.', cause);
  });
  const { instance: name, organizationId } = grant;
  const instance = await locate(services, { name, organizationId });
  if (isRevoked(instance.spec, grant)) throw refused('The grant was revoked.');
  return grant;
};

/** 401 for whatever is wrong with a grant. */
export const refused = (what: string, cause?: unknown) =>
  problem(
    'unauthenticated',
    `${what} Ask the API for a new one: for a live view, offer the subprotocols binary and cyberdesk.grant.<token>; for operations, send the token of the desktop as bearer token.`,
    { headers: { 'www-authenticate': 'Bearer' }, cause },
  );

const checkScopes = ({ scopes }: DesktopGrant, needed: readonly string[]): void => {
  const missing = needed.filter((scope) => !scopes.includes('*') && !scopes.includes(scope));
  if (missing.length === 0) return;
  const detail = `This needs the scope ${missing.join(', ')}. Connect with a key that has it.`;
  throw problem('insufficientScope', detail);
};

const checkOrigin = ({ origins }: StreamGrant, origin: string | undefined): void => {
  if (origins === undefined || origin === undefined || origins.includes(origin)) return;
  throw problem('insufficientScope', 'This live view may not be embedded in pages of this origin.');
};

/** As on the API: a request may say on whose behalf it acts. */
const actingAs = (actor: Actor, { raw }: RequestContext): Actor => {
  const said = raw.req.header('cyberdesk-actor');
  return said === 'human' || said === 'agent' ? { ...actor, type: said } : actor;
};

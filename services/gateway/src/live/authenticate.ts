import { problem } from '@cyberdesk/generated/problems.gen';
import type { RequestContext } from '@cyberdesk/runtime';
import { noSuchInstance } from '../domain/refusal.ts';
import { isRevoked } from '../domain/revocations.ts';
import { locate } from '../locate.ts';
import type { Services } from '../services.ts';
import { type Grant, grantIn } from './grants.ts';

/** What a handler of the data listener knows besides its input. */
export interface DataContext {
  services: Services;
  request: RequestContext;
  /** Absent for operations that need none. */
  grant: Grant | undefined;
}

/** Makes the context of a request on the data listener, where a grant is the only credential. */
export const dataContext =
  (services: Services) =>
  async (request: RequestContext): Promise<DataContext> => {
    const grant = request.route.auth ? await admitted(services, request) : undefined;
    return { services, request, grant };
  };

const admitted = async (services: Services, { raw }: RequestContext): Promise<Grant> => {
  const token = grantIn(raw.req.header('sec-websocket-protocol'));
  if (token === undefined) throw refused('No grant was offered.');
  const grant = await services.grants(token).catch((cause: unknown) => {
    services.log.warn({ err: cause }, 'grant refused');
    throw refused('The grant is not valid.', cause);
  });
  if (grant.instance !== raw.req.param('instanceId')) throw noSuchInstance();
  const instance = await locate(services, { name: grant.instance, organizationId: undefined });
  if (isRevoked(instance.spec, grant)) throw refused('The grant was revoked.');
  checkOrigin(grant, raw.req.header('origin'));
  return grant;
};

const refused = (what: string, cause?: unknown) =>
  problem(
    'unauthenticated',
    `${what} Create a live view and offer the subprotocols binary and cyberdesk.grant.<token>.`,
    { cause },
  );

const checkOrigin = ({ origins }: Grant, origin: string | undefined): void => {
  if (origins === undefined || origin === undefined || origins.includes(origin)) return;
  throw problem('insufficientScope', 'This live view may not be embedded in pages of this origin.');
};

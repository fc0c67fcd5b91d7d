import type { PassedRequest, RequestContext } from '@cyberdesk/runtime';
import { locate } from '../locate.ts';
import type { Context, Services } from '../services.ts';
import { refuseOutdated, type Target, targetOf } from '../target.ts';
import { failure } from './failure.ts';
import { type Passage, send } from './send.ts';

/** Finds out where a request goes, or refuses it. */
export type FindPassage<C extends Context> = (
  request: PassedRequest,
  context: C,
) => Promise<Passage>;

/** Operations that are passed on in another way than by their own path, by id. */
export type Passages<C extends Context> = Readonly<Record<string, FindPassage<C>>>;

/** Serves every operation inside a desktop: finds its machine, and passes request and reply through unread. */
export const createForward =
  <C extends Context>(services: Services, passages: Passages<C> = {}) =>
  async (request: PassedRequest, context: C): Promise<void> => {
    const find = passages[request.route.operationId] ?? toDesktop;
    try {
      await send(services, request, await find(request, context));
    } catch (error) {
      throw failure(services, request, error);
    }
  };

/** The way of an operation that is execd's own. */
const toDesktop: FindPassage<Context> = async (request, context) => {
  const { services, caller } = context;
  const { route, input } = request;
  const name = String(input?.path['instanceId']);
  const instance = await locate(services, { name, organizationId: caller.organizationId });
  const target = targetOf(instance, services.execdPort);
  refuseOutdated(instance, route.operationId);
  const token = await tokenFor(target, context);
  return { origin: target.origin, token, path: pathInside(request) };
};

const tokenFor = (target: Target, { services, caller, request }: Context): Promise<string> =>
  services.tokens({
    instance: target.name,
    role: caller.role,
    organizationId: target.organizationId,
    // No more than this operation needs.
    scopes: request.route.scopes,
    actor: caller.actor,
    principal: caller.principal,
  });

/** The operation's path in execd's own contract: `/instances/{instanceId}/files?path=/` → `/files?path=/`. */
export const pathInside = ({ target }: RequestContext): string =>
  target.slice(target.indexOf('/', '/instances/'.length));

import { problem } from '@cyberdesk/generated/problems.gen';
import type { Problem, RequestContext, Route } from '@cyberdesk/runtime';
import { type Caller, nobody } from './callers.ts';
import { toProblem, unauthenticated } from './problems.ts';
import type { Context, Services } from './services.ts';

/** Makes the context of a request on the control listener: who calls, and whether that service may call this at all. */
export const controlContext =
  (services: Services) =>
  async (request: RequestContext): Promise<Context> => {
    const { route, raw } = request;
    if (!route.auth) return { services, caller: nobody, request };
    const caller = await callerOf(services, raw.req.header('authorization'));
    checkRights(route, caller);
    return { services, caller, request };
  };

const callerOf = async (services: Services, header: string | undefined): Promise<Caller> => {
  const token = /^Bearer ([\w.-]+)$/i.exec(header ?? '')?.[1];
  if (token === undefined) throw unauthenticated(undefined);
  return services.callers(token).catch((error: unknown) => {
    services.log.warn({ err: error }, 'service token refused');
    throw toProblem(error);
  });
};

/** What the operator asks of machines. */
const operations = new Set(['bindInstance', 'getInstanceUse']);

/** Only the operator does these, and it does nothing else, whatever scopes a token claims. */
const checkRights = (route: Route, { service, scopes }: Caller): void => {
  if (operations.has(route.operationId) !== (service === 'operator'))
    throw forbidden(`a token of another service`);
  const missing = route.scopes.filter((scope) => !scopes.includes(scope));
  if (missing.length > 0) throw forbidden(`the scope ${missing.join(', ')}`);
};

const forbidden = (needed: string): Problem =>
  problem('insufficientScope', `This operation needs ${needed}.`);

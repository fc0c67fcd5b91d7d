import type { RequestContext } from '@cyberdesk/runtime';
import type { Context } from './context.ts';
import { actionsIn, summarize } from './system/timeline/summary.ts';
import type { Deed, Outcome } from './system/timeline/timeline.ts';

/** What changes the desktop is told; what only looks, or opens a socket, is not. */
const isTold = ({ route }: RequestContext): boolean =>
  route.scopes.some((scope) => scope.endsWith(':write') && scope !== 'streams:write') &&
  !route.websocket;

/** Writes a request into the timeline: who, what, how it ended, and the screen before and after when it could change. */
export async function recordOrRun(
  context: Context,
  request: RequestContext,
  next: () => Promise<Response>,
): Promise<Response> {
  const { caller, system } = context;
  if (!caller || !isTold(request)) return next();
  const pictured = request.route.scopes.includes('input:write');
  const end = system.timeline.begin(deedOf(request, caller.actor), { pictured });
  try {
    const response = await next();
    // What was done before and is only told again is not done twice.
    if (!response.headers.has('idempotent-replayed')) end(outcomeOf(response, context));
    return response;
  } catch (error) {
    end('failed');
    throw error;
  }
}

function deedOf({ route, input, requestId }: RequestContext, actor: Deed['actor']): Deed {
  const { operationId: operation } = route;
  const { path, query } = input ?? {};
  const body = route.body?.kind === 'json' ? input?.body : undefined;
  const actions = actionsIn(body);
  return {
    source: 'api',
    actor,
    operation,
    summary: summarize(operation, { path, query, body }),
    ...(actions === undefined ? {} : { actions }),
    requestId,
  };
}

function outcomeOf({ status }: Response, { notes }: Context): Outcome {
  if (status === 409 || status === 403) return 'refused';
  return status < 400 && !notes.failed ? 'done' : 'failed';
}

import { routes, schemas } from '@cyberdesk/generated/execd/routes.gen';
import { mount } from '@cyberdesk/runtime';
import type { RequestContext } from '@cyberdesk/runtime';
import { Hono } from 'hono';
import type { Authenticator } from './auth.ts';
import type { Context, System } from './context.ts';
import { handlers } from './handlers/index.ts';
import { replayOrRun } from './idempotency.ts';
import { asContractProblem, withProblems } from './problems.ts';
import type { IdempotencyStore } from './system/files/idempotency.ts';
import type { Logger } from './system/log.ts';
import { recordOrRun } from './timeline.ts';

export interface AppOptions {
  system: System;
  authenticate: Authenticator;
  idempotency: IdempotencyStore;
  log?: Logger;
}

/** The HTTP face of the machine. */
export function createApp(options: AppOptions): { app: Hono; warm(): void } {
  const { system, authenticate, idempotency, log } = options;
  const app = new Hono();
  const { warm } = mount<Context>(app, {
    routes,
    schemas,
    handlers: withProblems(handlers),
    context: async (request) => makeContext(request, system, await authenticate(request)),
    around: (request, context, next) =>
      recordOrRun(context, request, async () => {
        const principal = context.caller?.principal ?? '';
        return replayOrRun(idempotency, { request, principal }, next).catch((error: unknown) => {
          throw asContractProblem(error);
        });
      }),
    ...(log ? { log: quietHealth(log) } : {}),
  });
  return { app, warm };
}

/** The signal is made on demand: most operations never ask for it. */
function makeContext(request: RequestContext, system: System, caller: Context['caller']): Context {
  return {
    system,
    caller,
    notes: {},
    get signal() {
      return request.signal;
    },
  };
}

/** A probe a second is no news. */
function quietHealth(log: Logger) {
  const isProbe = (fields: object) =>
    'operationId' in fields &&
    (fields.operationId === 'getHealth' || fields.operationId === 'getReadiness');
  return {
    info: (fields: object, message: string) => {
      if (isProbe(fields)) log.debug(fields, message);
      else log.info(fields, message);
    },
    error: (fields: object, message: string) => log.error(fields, message),
  };
}

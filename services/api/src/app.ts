import { Hono } from 'hono';
import { routes, schemas } from '@cyberdesk/generated/api/routes.gen';
import { requestLog } from '@cyberdesk/kit/logger';
import { mount } from '@cyberdesk/runtime';
import { around, inFlight } from './around.ts';
import { createContext } from './context.ts';
import { cors } from './cors.ts';
import type { Deps } from './deps.ts';
import { forward } from './forward.ts';
import { handlers } from './handlers/index.ts';
import { ClaimLost } from './store/idempotency.ts';

/** The public API as a Hono app. */
export const createApp = (deps: Deps): Hono => {
  const app = new Hono();
  const { config, log } = deps;
  if (config.WEB_ORIGINS.length > 0) app.use(cors(config.WEB_ORIGINS));
  mount(app, {
    routes,
    schemas,
    handlers,
    context: createContext(deps),
    forward,
    around,
    toProblem: (error) => (error instanceof ClaimLost ? inFlight() : error),
    log: requestLog(log),
  }).warm();
  return app;
};

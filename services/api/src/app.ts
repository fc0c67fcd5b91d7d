import { Hono } from 'hono';
import { routes, schemas } from '@cyberdesk/generated/api/routes.gen';
import { mount } from '@cyberdesk/runtime';
import { around } from './around.ts';
import { createContext } from './context.ts';
import type { Deps } from './deps.ts';
import { forward } from './forward.ts';
import { handlers } from './handlers/index.ts';

/** The public API as a Hono app. */
export const createApp = (deps: Deps): Hono => {
  const app = new Hono();
  const { log } = deps;
  mount(app, {
    routes,
    schemas,
    handlers,
    context: createContext(deps),
    forward,
    around,
    log,
  }).warm();
  return app;
};

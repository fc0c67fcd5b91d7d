import { routes, schemas } from '@cyberdesk/generated/gateway/routes.gen';
import { mount } from '@cyberdesk/runtime';
import { Hono } from 'hono';
import { controlContext } from './authenticate.ts';
import { dataContext } from './data-context.ts';
import { createForward } from './forward.ts';
import { dataHandlers } from './handlers/data.ts';
import { handlers } from './handlers/index.ts';

import { toProblem } from './problems.ts';
import type { Services } from './services.ts';

const system = ['getHealth', 'getReadiness', 'getVersion'];

/** Operations inside a desktop that only the api asks for. */
const internal = new Set(['openBrowser']);

/** The internet may reach the data listener: it answers nothing but what the contract puts there. */
export const dataRoutes = routes.filter(
  ({ listener, operationId, forward }) =>
    listener === 'data' || (forward && !internal.has(operationId)) || system.includes(operationId),
);

export const controlRoutes = routes.filter(({ listener }) => listener === undefined);

/** The control listener: everything for services with a token. */
export const controlApp = (services: Services): Hono => {
  const app = new Hono();
  const mounted = mount(app, {
    routes: controlRoutes,
    schemas,
    handlers,
    context: controlContext(services),
    forward: createForward(services),
    // A desktop's body is execd's to check; here it only passes through.
    forwardBodies: 'stream',
    toProblem,
    log: services.log,
  });
  mounted.warm();
  return app;
};

/** The data listener: sockets and links by grant, and every operation inside a desktop by its token. */
export const dataApp = (services: Services): Hono => {
  const app = new Hono();
  const mounted = mount(app, {
    routes: dataRoutes,
    schemas,
    handlers: dataHandlers,
    context: dataContext(services),
    forward: createForward(services),
    forwardBodies: 'stream',
    toProblem,
    log: services.log,
  });
  mounted.warm();
  return app;
};

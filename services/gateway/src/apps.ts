import { routes, schemas } from '@cyberdesk/generated/gateway/routes.gen';
import { mount, type Route } from '@cyberdesk/runtime';
import { Hono } from 'hono';
import { controlContext } from './authenticate.ts';
import { createForward } from './forward.ts';
import { dataHandlers } from './handlers/data.ts';
import { handlers } from './handlers/index.ts';
import { dataContext } from './live/authenticate.ts';
import { translating } from './problems.ts';
import type { Services } from './services.ts';

/** Served by the data listener, which the internet may reach; it answers nothing else. */
const isOnData = ({ websocket, operationId }: Route): boolean =>
  websocket || ['getHealth', 'getReadiness', 'getVersion'].includes(operationId);

/** Served by the control listener. */
const isOnControl = ({ websocket }: Route): boolean => !websocket;

/** The control listener: everything for services with a token. */
export const controlApp = (services: Services): Hono => {
  const app = new Hono();
  const mounted = mount(app, {
    routes: routes.filter(isOnControl),
    schemas,
    handlers: translating(handlers),
    context: controlContext(services),
    forward: createForward(services),
    // A desktop's body is execd's to check; here it only passes through.
    forwardBodies: 'stream',
    log: services.log,
  });
  mounted.warm();
  return app;
};

/** The data listener: live views by grant. Desktop tokens and previews will join it. */
export const dataApp = (services: Services): Hono => {
  const app = new Hono();
  const mounted = mount(app, {
    routes: routes.filter(isOnData),
    schemas,
    handlers: translating(dataHandlers),
    context: dataContext(services),
    log: services.log,
  });
  mounted.warm();
  return app;
};

import { routes, schemas } from '@cyberdesk/generated/gateway/routes.gen';
import { requestLog } from '@cyberdesk/kit/logger';
import {
  createPassing,
  mount,
  type MountOptions,
  type Passing,
  type PassOptions,
  type Route,
} from '@cyberdesk/runtime';
import { Hono } from 'hono';
import { controlContext } from './authenticate.ts';
import { type DataContext, dataContext } from './data-context.ts';
import { createForward } from './forward/forward.ts';
import { dataHandlers, linkPassages } from './handlers/data.ts';
import { handlers } from './handlers/index.ts';
import { toProblem } from './problems.ts';
import type { Context, Services } from './services.ts';

const system = ['getHealth', 'getReadiness', 'getVersion'];

/** Operations inside a desktop that only the api asks for. */
const internal = new Set(['openBrowser']);

/** The internet may reach the data listener: it answers nothing but what the contract puts there. */
export const dataRoutes = routes.filter(
  ({ listener, operationId, forward }) =>
    listener === 'data' || (forward && !internal.has(operationId)) || system.includes(operationId),
);

export const controlRoutes = routes.filter(({ listener }) => listener === undefined);

/** A listener's operations: those that are passed on to a desktop, and those that are served here. */
export interface Serving {
  app: Hono;
  passing: Passing;
}

/** The control listener: everything for services with a token. */
export const controlServing = (services: Services): Serving => {
  const context = controlContext(services);
  const pass = createForward<Context>(services);
  return serving(services, { routes: controlRoutes, handlers, context, pass });
};

/** The data listener: sockets and links by grant, and every operation inside a desktop by its token. */
export const dataServing = (services: Services): Serving => {
  const context = dataContext(services);
  const pass = createForward<DataContext>(services, linkPassages);
  return serving(services, { routes: dataRoutes, handlers: dataHandlers, context, pass });
};

type Part<C> = Pick<MountOptions<C>, 'routes' | 'handlers' | 'context'> &
  Pick<PassOptions<C>, 'pass'>;

const serving = <C>(
  { log }: Services,
  { routes: all, handlers: own, context, pass }: Part<C>,
): Serving => {
  const isPassed = ({ forward, operationId }: Route): boolean =>
    (forward && !(operationId in own)) || operationId in linkPassages;
  const common = { schemas, context, toProblem, log: requestLog(log) };
  const passing = createPassing({ ...common, routes: all.filter(isPassed), pass });
  passing.warm();
  const app = new Hono();
  mount(app, { ...common, routes: all, handlers: own, elsewhere: isPassed }).warm();
  return { app, passing };
};

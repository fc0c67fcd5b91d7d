import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import { startInstance as start } from '../domain/instances.ts';
import { refOf } from '../confine.ts';
import type { Context } from '../services.ts';

/** Starts a stopped instance with a new deadline. */
export const startInstance: Handlers<Context>['startInstance'] = ({ path, body }, context) =>
  start(context.services.cluster, refOf(path, context), body);

import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import { stopInstance as stop } from '../domain/instances.ts';
import { refOf } from '../confine.ts';
import type { Context } from '../services.ts';

/** Stops an instance; its disk stays. */
export const stopInstance: Handlers<Context>['stopInstance'] = ({ path }, context) =>
  stop(context.services.cluster, refOf(path, context));

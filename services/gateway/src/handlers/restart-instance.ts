import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import { refOf } from '../confine.ts';
import { restartInstance as restart } from '../domain/pause.ts';
import type { Context } from '../services.ts';

/** Ends an instance's machine in order and starts it again. */
export const restartInstance: Handlers<Context>['restartInstance'] = ({ path, body }, context) =>
  restart(context.services.cluster, refOf(path, context), body);

import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import { refOf } from '../confine.ts';
import { pauseInstance as pause } from '../domain/pause.ts';
import type { Context } from '../services.ts';

/** Makes the processors of a running instance stand still. */
export const pauseInstance: Handlers<Context>['pauseInstance'] = ({ path }, context) =>
  pause(context.services.cluster, refOf(path, context));

import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import { refOf } from '../confine.ts';
import { resumeInstance as resume } from '../domain/pause.ts';
import type { Context } from '../services.ts';

/** Lets a paused instance go on where it stood. */
export const resumeInstance: Handlers<Context>['resumeInstance'] = ({ path }, context) =>
  resume(context.services.cluster, refOf(path, context));

import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { callerOf, type Context } from '../context.ts';

export const releaseControl: Handlers<Context>['releaseControl'] = async (_input, context) =>
  context.system.control.release(callerOf(context).actor);

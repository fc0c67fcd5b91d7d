import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { callerOf, type Context } from '../context.ts';

export const acquireControl: Handlers<Context>['acquireControl'] = async ({ body }, context) =>
  context.system.control.acquire(callerOf(context).actor, body);

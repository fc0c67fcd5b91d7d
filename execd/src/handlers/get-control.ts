import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { callerOf, type Context } from '../context.ts';

export const getControl: Handlers<Context>['getControl'] = async (_input, context) =>
  context.system.control.describe(callerOf(context).actor);

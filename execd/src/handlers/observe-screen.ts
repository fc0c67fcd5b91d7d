import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { callerOf, type Context } from '../context.ts';
import { observe } from '../system/screen/observe.ts';

export const observeScreen: Handlers<Context>['observeScreen'] = ({ query }, context) =>
  observe(context.system.desktop, { ...query, fit: query }, callerOf(context));

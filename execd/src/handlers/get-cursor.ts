import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import type { Context } from '../context.ts';

export const getCursor: Handlers<Context>['getCursor'] = async (_input, { system }) =>
  (await system.desktop.describe()).cursor;

import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import type { Context } from '../context.ts';
import { pageOf } from '../system/pages.ts';

export const listWindows: Handlers<Context>['listWindows'] = async ({ query }, { system }) =>
  pageOf(await system.windows.list(), query, ({ id }) => id);

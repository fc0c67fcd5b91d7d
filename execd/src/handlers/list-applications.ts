import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import type { Context } from '../context.ts';
import { pageOf } from '../system/pages.ts';

export const listApplications: Handlers<Context>['listApplications'] = async (
  { query },
  { system },
) => pageOf(await system.applications.list(), query, ({ id }) => id);

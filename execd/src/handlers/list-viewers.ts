import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import type { Context } from '../context.ts';
import { pageOf } from '../system/pages.ts';

export const listViewers: Handlers<Context>['listViewers'] = ({ query }, { system }) =>
  pageOf(system.bridge.viewers(), query, ({ id }) => id);

import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import type { Context } from '../context.ts';

export const openBrowser: Handlers<Context>['openBrowser'] = (_input, { system }) =>
  system.browser.open();

import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import type { Context } from '../context.ts';

export const getDisplay: Handlers<Context>['getDisplay'] = (_input, { system }) =>
  system.desktop.describe();

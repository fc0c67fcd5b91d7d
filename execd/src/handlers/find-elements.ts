import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import type { Context } from '../context.ts';

export const findElements: Handlers<Context>['findElements'] = ({ query }, { system }) =>
  system.accessibility.find(query);

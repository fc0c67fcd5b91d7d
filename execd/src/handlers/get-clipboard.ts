import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import type { Context } from '../context.ts';

export const getClipboard: Handlers<Context>['getClipboard'] = (_input, { system }) =>
  system.clipboard.get();

import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const listWindows: Handlers<Context>['listWindows'] = () => {
  throw problem('notImplemented', 'listWindows is not served yet.');
};

import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const copyFile: Handlers<Context>['copyFile'] = () => {
  throw problem('notImplemented', 'copyFile is not served yet.');
};

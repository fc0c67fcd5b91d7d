import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const moveFile: Handlers<Context>['moveFile'] = () => {
  throw problem('notImplemented', 'moveFile is not served yet.');
};

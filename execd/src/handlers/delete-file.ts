import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const deleteFile: Handlers<Context>['deleteFile'] = () => {
  throw problem('notImplemented', 'deleteFile is not served yet.');
};

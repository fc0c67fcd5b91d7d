import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const searchFiles: Handlers<Context>['searchFiles'] = () => {
  throw problem('notImplemented', 'searchFiles is not served yet.');
};

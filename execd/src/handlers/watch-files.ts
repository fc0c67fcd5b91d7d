import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const watchFiles: Handlers<Context>['watchFiles'] = () => {
  throw problem('notImplemented', 'watchFiles is not served yet.');
};

import type { Handlers } from '@cyberdesk/generated/api/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const createBrowserConnection: Handlers<Context>['createBrowserConnection'] = () => {
  throw problem('notImplemented', 'createBrowserConnection is not served yet.');
};

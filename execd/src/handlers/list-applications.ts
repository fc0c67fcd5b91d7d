import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const listApplications: Handlers<Context>['listApplications'] = () => {
  throw problem('notImplemented', 'listApplications is not served yet.');
};

import type { Handlers } from '@cyberdesk/generated/api/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const listPreviews: Handlers<Context>['listPreviews'] = () => {
  throw problem('notImplemented', 'listPreviews is not served yet.');
};

import type { Handlers } from '@cyberdesk/generated/api/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const createPreview: Handlers<Context>['createPreview'] = () => {
  throw problem('notImplemented', 'createPreview is not served yet.');
};

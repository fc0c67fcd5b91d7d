import type { Handlers } from '@cyberdesk/generated/api/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const revokePreview: Handlers<Context>['revokePreview'] = () => {
  throw problem('notImplemented', 'revokePreview is not served yet.');
};

import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const getTimelineThumbnail: Handlers<Context>['getTimelineThumbnail'] = () => {
  throw problem('notImplemented', 'getTimelineThumbnail is not served yet.');
};

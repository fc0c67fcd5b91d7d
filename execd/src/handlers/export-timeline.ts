import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const exportTimeline: Handlers<Context>['exportTimeline'] = () => {
  throw problem('notImplemented', 'exportTimeline is not served yet.');
};

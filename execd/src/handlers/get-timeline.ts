import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const getTimeline: Handlers<Context>['getTimeline'] = () => {
  throw problem('notImplemented', 'getTimeline is not served yet.');
};

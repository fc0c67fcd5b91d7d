import type { Handlers } from '@cyberdesk/generated/api/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const streamEvents: Handlers<Context>['streamEvents'] = () => {
  throw problem('notImplemented', 'streamEvents is not served yet.');
};

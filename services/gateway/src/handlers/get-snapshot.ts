import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../services.ts';

export const getSnapshot: Handlers<Context>['getSnapshot'] = () => {
  throw problem('notImplemented', 'getSnapshot is not served yet.');
};

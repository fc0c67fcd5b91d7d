import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../services.ts';

export const forkInstance: Handlers<Context>['forkInstance'] = () => {
  throw problem('notImplemented', 'forkInstance is not served yet.');
};

import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../services.ts';

export const resumeInstance: Handlers<Context>['resumeInstance'] = () => {
  throw problem('notImplemented', 'resumeInstance is not served yet.');
};

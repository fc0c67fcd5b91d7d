import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../services.ts';

export const getInstanceUse: Handlers<Context>['getInstanceUse'] = () => {
  throw problem('notImplemented', 'getInstanceUse is not served yet.');
};

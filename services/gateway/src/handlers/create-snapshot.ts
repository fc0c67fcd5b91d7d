import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../services.ts';

export const createSnapshot: Handlers<Context>['createSnapshot'] = () => {
  throw problem('notImplemented', 'createSnapshot is not served yet.');
};

import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../services.ts';

export const putPool: Handlers<Context>['putPool'] = () => {
  throw problem('notImplemented', 'putPool is not served yet.');
};

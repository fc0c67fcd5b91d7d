import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../services.ts';

export const getPool: Handlers<Context>['getPool'] = () => {
  throw problem('notImplemented', 'getPool is not served yet.');
};

import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../services.ts';

export const listPools: Handlers<Context>['listPools'] = () => {
  throw problem('notImplemented', 'listPools is not served yet.');
};

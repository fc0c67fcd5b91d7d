import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../services.ts';

export const listSnapshots: Handlers<Context>['listSnapshots'] = () => {
  throw problem('notImplemented', 'listSnapshots is not served yet.');
};

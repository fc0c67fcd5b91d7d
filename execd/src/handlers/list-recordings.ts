import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const listRecordings: Handlers<Context>['listRecordings'] = () => {
  throw problem('notImplemented', 'listRecordings is not served yet.');
};

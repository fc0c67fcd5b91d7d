import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const listViewers: Handlers<Context>['listViewers'] = () => {
  throw problem('notImplemented', 'listViewers is not served yet.');
};

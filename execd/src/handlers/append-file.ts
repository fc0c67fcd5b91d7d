import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const appendFile: Handlers<Context>['appendFile'] = () => {
  throw problem('notImplemented', 'appendFile is not served yet.');
};

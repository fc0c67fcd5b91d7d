import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const getImage: Handlers<Context>['getImage'] = () => {
  throw problem('notImplemented', 'getImage is not served yet.');
};

import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const attachCommand: Handlers<Context>['attachCommand'] = () => {
  throw problem('notImplemented', 'attachCommand is not served yet.');
};

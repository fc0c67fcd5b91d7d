import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const signalCommand: Handlers<Context>['signalCommand'] = () => {
  throw problem('notImplemented', 'signalCommand is not served yet.');
};

import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const resizeCommandPty: Handlers<Context>['resizeCommandPty'] = () => {
  throw problem('notImplemented', 'resizeCommandPty is not served yet.');
};

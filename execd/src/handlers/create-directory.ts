import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const createDirectory: Handlers<Context>['createDirectory'] = () => {
  throw problem('notImplemented', 'createDirectory is not served yet.');
};

import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const getCursor: Handlers<Context>['getCursor'] = () => {
  throw problem('notImplemented', 'getCursor is not served yet.');
};

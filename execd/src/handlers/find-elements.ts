import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const findElements: Handlers<Context>['findElements'] = () => {
  throw problem('notImplemented', 'findElements is not served yet.');
};

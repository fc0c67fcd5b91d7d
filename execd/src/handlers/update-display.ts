import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const updateDisplay: Handlers<Context>['updateDisplay'] = () => {
  throw problem('notImplemented', 'updateDisplay is not served yet.');
};

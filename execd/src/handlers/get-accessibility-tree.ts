import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const getAccessibilityTree: Handlers<Context>['getAccessibilityTree'] = () => {
  throw problem('notImplemented', 'getAccessibilityTree is not served yet.');
};

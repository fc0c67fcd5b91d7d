import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const connectPort: Handlers<Context>['connectPort'] = () => {
  throw problem('notImplemented', 'connectPort is not served yet.');
};

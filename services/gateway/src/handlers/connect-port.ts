import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { DataContext } from '../live/authenticate.ts';

export const connectPort: Handlers<DataContext>['connectPort'] = () => {
  throw problem('notImplemented', 'connectPort is not served yet.');
};

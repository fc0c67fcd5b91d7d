import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { DataContext } from '../live/authenticate.ts';

export const attachCommand: Handlers<DataContext>['attachCommand'] = () => {
  throw problem('notImplemented', 'attachCommand is not served yet.');
};

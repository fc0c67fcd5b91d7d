import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { DataContext } from '../live/authenticate.ts';

export const openBrowserConnection: Handlers<DataContext>['openBrowserConnection'] = () => {
  throw problem('notImplemented', 'openBrowserConnection is not served yet.');
};

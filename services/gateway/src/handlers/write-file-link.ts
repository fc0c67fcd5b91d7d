import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { DataContext } from '../live/authenticate.ts';

export const writeFileLink: Handlers<DataContext>['writeFileLink'] = () => {
  throw problem('notImplemented', 'writeFileLink is not served yet.');
};

import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { DataContext } from '../live/authenticate.ts';

export const readFileLink: Handlers<DataContext>['readFileLink'] = () => {
  throw problem('notImplemented', 'readFileLink is not served yet.');
};

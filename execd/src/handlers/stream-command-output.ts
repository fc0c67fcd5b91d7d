import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const streamCommandOutput: Handlers<Context>['streamCommandOutput'] = () => {
  throw problem('notImplemented', 'streamCommandOutput is not served yet.');
};

import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const getMachineUse: Handlers<Context>['getMachineUse'] = () => {
  throw problem('notImplemented', 'getMachineUse is not served yet.');
};

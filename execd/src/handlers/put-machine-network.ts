import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const putMachineNetwork: Handlers<Context>['putMachineNetwork'] = () => {
  throw problem('notImplemented', 'putMachineNetwork is not served yet.');
};

import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const downloadRecording: Handlers<Context>['downloadRecording'] = () => {
  throw problem('notImplemented', 'downloadRecording is not served yet.');
};

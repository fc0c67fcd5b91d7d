import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const stopRecording: Handlers<Context>['stopRecording'] = () => {
  throw problem('notImplemented', 'stopRecording is not served yet.');
};

import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const startRecording: Handlers<Context>['startRecording'] = () => {
  throw problem('notImplemented', 'startRecording is not served yet.');
};

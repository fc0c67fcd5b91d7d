import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const deleteRecording: Handlers<Context>['deleteRecording'] = () => {
  throw problem('notImplemented', 'deleteRecording is not served yet.');
};

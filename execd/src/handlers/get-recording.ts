import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const getRecording: Handlers<Context>['getRecording'] = () => {
  throw problem('notImplemented', 'getRecording is not served yet.');
};

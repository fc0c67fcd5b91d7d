import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import type { Context } from '../context.ts';

export const stopRecording: Handlers<Context>['stopRecording'] = ({ path }, { system }) =>
  system.recordings.stop(path.recordingId);

import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import type { Context } from '../context.ts';

export const getRecording: Handlers<Context>['getRecording'] = ({ path }, { system }) =>
  system.recordings.get(path.recordingId);

import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import type { Context } from '../context.ts';

export const deleteRecording: Handlers<Context>['deleteRecording'] = async (
  { path },
  { system },
) => {
  await system.recordings.delete(path.recordingId);
  return undefined;
};

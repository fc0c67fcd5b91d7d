import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { reply } from '@cyberdesk/runtime';
import type { Context } from '../context.ts';

export const startRecording: Handlers<Context>['startRecording'] = async ({ body }, { system }) =>
  reply(201, await system.recordings.start(body));

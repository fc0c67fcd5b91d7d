import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const uploadArchive: Handlers<Context>['uploadArchive'] = () => {
  throw problem('notImplemented', 'uploadArchive is not served yet.');
};

import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const downloadArchive: Handlers<Context>['downloadArchive'] = () => {
  throw problem('notImplemented', 'downloadArchive is not served yet.');
};

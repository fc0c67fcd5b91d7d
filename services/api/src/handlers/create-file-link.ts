import type { Handlers } from '@cyberdesk/generated/api/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const createFileLink: Handlers<Context>['createFileLink'] = () => {
  throw problem('notImplemented', 'createFileLink is not served yet.');
};

import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const getClipboard: Handlers<Context>['getClipboard'] = () => {
  throw problem('notImplemented', 'getClipboard is not served yet.');
};

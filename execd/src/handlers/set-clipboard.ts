import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const setClipboard: Handlers<Context>['setClipboard'] = () => {
  throw problem('notImplemented', 'setClipboard is not served yet.');
};

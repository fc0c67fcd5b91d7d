import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import type { Context } from '../context.ts';

export const listRecordings: Handlers<Context>['listRecordings'] = ({ query }, { system }) =>
  system.recordings.list(query);

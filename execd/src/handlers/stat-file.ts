import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import type { Context } from '../context.ts';
import { statFile as stat } from '../system/files/info.ts';

export const statFile: Handlers<Context>['statFile'] = ({ query }) => stat(query.path);

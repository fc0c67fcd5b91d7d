import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { askedPath } from '../context.ts';
import type { Context } from '../context.ts';
import { statFile as stat } from '../system/files/info.ts';

export const statFile: Handlers<Context>['statFile'] = ({ query }, context) =>
  stat(askedPath(context, query.path));

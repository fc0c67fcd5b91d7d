import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { askedPath } from '../context.ts';
import type { Context } from '../context.ts';
import { appendFile as append } from '../system/files/append.ts';

export const appendFile: Handlers<Context>['appendFile'] = ({ query, body }, context) =>
  append(askedPath(context, query.path), { content: body, owner: context.system.user });

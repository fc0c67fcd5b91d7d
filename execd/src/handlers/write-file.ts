import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { askedPath } from '../context.ts';
import type { Context } from '../context.ts';
import { writeFile as write } from '../system/files/write.ts';

export const writeFile: Handlers<Context>['writeFile'] = ({ query, headers, body }, context) =>
  write(askedPath(context, query.path), {
    content: body,
    mode: query.mode,
    owner: context.system.user,
    ifMatch: headers['if-match'],
    ifNoneMatch: headers['if-none-match'],
  });

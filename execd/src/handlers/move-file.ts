import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { askedPath } from '../context.ts';
import type { Context } from '../context.ts';
import { moveFile as move } from '../system/files/transfer.ts';

export const moveFile: Handlers<Context>['moveFile'] = ({ body }, context) =>
  move({
    from: askedPath(context, body.from, '/from'),
    to: askedPath(context, body.to, '/to'),
    overwrite: body.overwrite,
    owner: context.system.user,
    signal: context.signal,
  });

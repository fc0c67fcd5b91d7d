import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { askedPath } from '../context.ts';
import type { Context } from '../context.ts';
import { copyFile as copy } from '../system/files/transfer.ts';

export const copyFile: Handlers<Context>['copyFile'] = ({ body }, context) =>
  copy({
    from: askedPath(context, body.from, '/from'),
    to: askedPath(context, body.to, '/to'),
    overwrite: body.overwrite,
    owner: context.system.user,
    signal: context.signal,
  });

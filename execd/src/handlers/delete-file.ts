import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { askedPath } from '../context.ts';
import type { Context } from '../context.ts';
import { deleteFile as remove } from '../system/files/remove.ts';

export const deleteFile: Handlers<Context>['deleteFile'] = ({ query }, context) =>
  remove(askedPath(context, query.path), query.recursive);

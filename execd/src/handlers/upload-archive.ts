import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { askedPath } from '../context.ts';
import type { Context } from '../context.ts';
import { unpackArchive } from '../system/files/archive/unpack.ts';

export const uploadArchive: Handlers<Context>['uploadArchive'] = ({ query, body }, context) =>
  unpackArchive(askedPath(context, query.path), { content: body, owner: context.system.user });

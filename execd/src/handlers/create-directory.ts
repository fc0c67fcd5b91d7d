import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { askedPath } from '../context.ts';
import type { Context } from '../context.ts';
import { createDirectory as create } from '../system/files/create-directory.ts';

export const createDirectory: Handlers<Context>['createDirectory'] = ({ body }, context) => {
  const { path, parents, mode } = body;
  const { user: owner } = context.system;
  return create(askedPath(context, path, '/path'), { parents, mode, owner });
};

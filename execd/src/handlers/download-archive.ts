import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { askedPath } from '../context.ts';
import type { Context } from '../context.ts';
import { packArchive } from '../system/files/archive/pack.ts';

export const downloadArchive: Handlers<Context>['downloadArchive'] = ({ query }, context) =>
  packArchive(askedPath(context, query.path));

import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { askedPath } from '../context.ts';
import type { Context } from '../context.ts';
import { listFiles as list } from '../system/files/list.ts';

export const listFiles: Handlers<Context>['listFiles'] = ({ query }, context) =>
  list(askedPath(context, query.path), query);

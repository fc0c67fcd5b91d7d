import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { askedPath } from '../context.ts';
import type { Context } from '../context.ts';
import { watchFiles as watch } from '../system/files/watch/watch.ts';

export const watchFiles: Handlers<Context>['watchFiles'] = ({ query }, context) =>
  watch(askedPath(context, query.path), { recursive: query.recursive, signal: context.signal });

import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { askedPath } from '../context.ts';
import type { Context } from '../context.ts';
import { searchFiles as search } from '../system/files/search/search.ts';

export const searchFiles: Handlers<Context>['searchFiles'] = ({ query }, context) =>
  search(askedPath(context, query.path), query, { signal: context.signal });

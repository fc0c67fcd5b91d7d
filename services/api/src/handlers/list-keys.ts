import type { Handlers } from '@cyberdesk/generated/api/routes.gen';
import type { Context } from '../context.ts';
import { readCursor, toPage } from '../pages.ts';
import { presentKey } from '../present.ts';

/** The organization's keys. */
export const listKeys: Handlers<Context>['listKeys'] = async ({ query }, { deps, principal }) => {
  const page = { limit: query.limit + 1, before: readCursor(query.cursor, 'key') };
  return toPage(await deps.keys.list(principal.organization.id, page), query.limit, presentKey);
};

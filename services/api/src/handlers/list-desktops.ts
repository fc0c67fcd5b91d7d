import type { Handlers } from '@cyberdesk/generated/api/routes.gen';
import type { Context } from '../context.ts';
import { parseLabelFilters } from '../domain/labels.ts';
import { readCursor, toPage } from '../pages.ts';
import { presentDesktop } from '../present.ts';
import { listDesktops as read } from '../store/desktops.ts';

/** The organization's desktops. */
export const listDesktops: Handlers<Context>['listDesktops'] = async (
  { query },
  { deps, principal },
) => {
  const filter = {
    limit: query.limit + 1,
    before: readCursor(query.cursor, 'dsk'),
    states: query.state?.length ? query.state : undefined,
    labels: parseLabelFilters(query.label ?? []),
  };
  return toPage(
    await read(deps.db, principal.organization.id, filter),
    query.limit,
    presentDesktop,
  );
};

import type { Handlers } from '@cyberdesk/generated/api/routes.gen';
import type { Context } from '../context.ts';
import { ownDesktop } from '../desktops.ts';
import { readCursor, toPage } from '../pages.ts';
import { presentStream } from '../present.ts';
import { listStreams as read } from '../store/streams.ts';

/** The links of a desktop. */
export const listStreams: Handlers<Context>['listStreams'] = async ({ path, query }, context) => {
  const desktop = await ownDesktop(context, path.desktopId);
  const page = { limit: query.limit + 1, before: readCursor(query.cursor, 'grt') };
  return toPage(await read(context.deps.db, desktop, page), query.limit, presentStream);
};

import type { Handlers } from '@cyberdesk/generated/api/routes.gen';
import type { Context } from '../context.ts';
import { ownDesktop } from '../desktops.ts';
import { readCursor, toPage } from '../pages.ts';
import { presentPreview } from '../present.ts';
import { listPreviews as read } from '../store/previews.ts';

/** The previews of a desktop. */
export const listPreviews: Handlers<Context>['listPreviews'] = async ({ path, query }, context) => {
  const { db, config } = context.deps;
  const desktop = await ownDesktop(context, path.desktopId);
  const page = { limit: query.limit + 1, before: readCursor(query.cursor, 'prv') };
  const rows = await read(db, desktop, page);
  return toPage(rows, query.limit, (row) => presentPreview(row, config.PREVIEW_URL));
};

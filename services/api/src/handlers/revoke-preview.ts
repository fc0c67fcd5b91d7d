import type { Handlers } from '@cyberdesk/generated/api/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import { toResourceName } from '@cyberdesk/kit/ids';
import type { Context } from '../context.ts';
import { ownDesktop } from '../desktops.ts';
import { revokePreview as revoke } from '../store/previews.ts';
import { tellCluster } from '../tell.ts';

/** Revokes a preview here and in the cluster, where open connections are cut. */
export const revokePreview: Handlers<Context>['revokePreview'] = async ({ path }, context) => {
  const desktop = await ownDesktop(context, path.desktopId);
  const row = await revoke(context.deps.db, desktop, path.previewId);
  const unknown = 'No preview of this desktop has this id. List them to find the right one.';
  if (!row) throw problem('notFound', unknown);
  await tellCluster(context, desktop.id, { removedPreviews: [toResourceName(row.id)] });
};

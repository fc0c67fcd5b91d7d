import type { Handlers } from '@cyberdesk/generated/api/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';
import { ownDesktop } from '../desktops.ts';
import { revokeStream as revoke } from '../store/streams.ts';
import { tellCluster } from '../tell.ts';

/** Revokes a link here and in the cluster, where open sockets are cut. Fails when the cluster could not be told. */
export const revokeStream: Handlers<Context>['revokeStream'] = async ({ path }, context) => {
  const desktop = await ownDesktop(context, path.desktopId);
  const row = await revoke(context.deps.db, desktop, path.streamId);
  const unknown = 'No live view of this desktop has this id. List them to find the right one.';
  if (!row) throw problem('notFound', unknown);
  if (row.expires_at.getTime() <= Date.now()) return;
  await tellCluster(context, desktop.id, {
    revokedGrants: { [row.id]: row.expires_at.toISOString() },
  });
};

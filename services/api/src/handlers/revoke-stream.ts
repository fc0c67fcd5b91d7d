import type { Handlers } from '@cyberdesk/generated/api/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import { toResourceName } from '@cyberdesk/kit/ids';
import { Problem } from '@cyberdesk/runtime';
import type { Context } from '../context.ts';
import { ownDesktop } from '../desktops.ts';
import { revokeStream as revoke, type StreamRow } from '../store/streams.ts';

/** Revokes a link here and in the cluster, where open sockets are cut. Fails when the cluster could not be told. */
export const revokeStream: Handlers<Context>['revokeStream'] = async ({ path }, context) => {
  const desktop = await ownDesktop(context, path.desktopId);
  const row = await revoke(context.deps.db, desktop, path.streamId);
  if (!row)
    throw problem(
      'notFound',
      'No live view of this desktop has this id. List them to find the right one.',
    );
  if (row.expires_at.getTime() > Date.now()) await tellCluster(context, row);
};

const tellCluster = async ({ deps, principal }: Context, row: StreamRow): Promise<void> => {
  try {
    await deps.gateway.as(principal.organization.id).updateInstance({
      path: { instanceId: toResourceName(row.desktop_id) },
      body: { revokedGrants: { [row.id]: row.expires_at.toISOString() } },
    });
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return; // no instance, no live view
    throw problem(
      'unavailable',
      'The cluster could not be told to cut the live view. Repeat the call.',
      {
        headers: { 'retry-after': '1' },
        cause: error,
      },
    );
  }
};

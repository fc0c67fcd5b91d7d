import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import { reply } from '@cyberdesk/runtime';
import { snapshotOf } from '../confine.ts';
import { deleteSnapshot as remove } from '../domain/snapshots.ts';
import type { Context } from '../services.ts';

/** Deletes a snapshot. */
export const deleteSnapshot: Handlers<Context>['deleteSnapshot'] = async ({ path }, context) => {
  const snapshot = await remove(context.services.cluster, snapshotOf(path, context));
  return snapshot ? reply(202, snapshot) : reply(204);
};

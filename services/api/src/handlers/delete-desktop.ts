import type { Handlers } from '@cyberdesk/generated/api/routes.gen';
import { reply } from '@cyberdesk/runtime';
import type { Context } from '../context.ts';
import { applyChange, ownDesktop, waitFor } from '../desktops.ts';
import { presentDesktop } from '../present.ts';
import { REMOVING } from '../store/desktops.ts';

/** Deletes a desktop; `deleting` until the cluster says that machine and disk are gone. */
export const deleteDesktop: Handlers<Context>['deleteDesktop'] = async (
  { path, query },
  context,
) => {
  const row = await ownDesktop(context, path.desktopId);
  const deleting = ['deleting', 'deleted'].includes(row.state) ? row : await begin(context, row);
  const done = await waitFor(
    context,
    deleting,
    query.waitSeconds,
    ({ state }) => state === 'deleted',
  );
  return reply(202, presentDesktop(done));
};

const begin = async (context: Context, row: Awaited<ReturnType<typeof ownDesktop>>) => {
  const change = {
    desired: 'deleted' as const,
    state: 'deleting',
    ...REMOVING,
    state_since: new Date(),
  };
  try {
    return await applyChange(context, row, change, 'deleted');
  } catch (error) {
    // The state moved while we looked: a delete is always allowed, so look again once.
    const again = await ownDesktop(context, row.id);
    if (again.state === row.state) throw error;
    return ['deleting', 'deleted'].includes(again.state)
      ? again
      : applyChange(context, again, change, 'deleted');
  }
};

import type { Handlers } from '@cyberdesk/generated/api/routes.gen';
import { reply } from '@cyberdesk/runtime';
import type { Context } from '../context.ts';
import { applyChange, ownDesktop, refuseState, waitFor } from '../desktops.ts';
import { presentDesktop } from '../present.ts';

/** Stops a desktop; stopping a stopped one answers the same. */
export const stopDesktop: Handlers<Context>['stopDesktop'] = async ({ path, query }, context) => {
  const row = await ownDesktop(context, path.desktopId);
  if (['deleting', 'deleted'].includes(row.state)) return refuseState(row, 'stopped');
  const change = {
    desired: 'stopped' as const,
    state: 'stopping',
    state_reason: 'StopRequested',
    state_message: 'A stop was asked for.',
    state_since: new Date(),
  };
  const stopping = ['stopped', 'failed'].includes(row.state)
    ? row
    : await applyChange(context, row, change, 'stopped');
  const done = await waitFor(context, stopping, query.waitSeconds, ({ state }) =>
    ['stopped', 'failed', 'deleted'].includes(state),
  );
  return reply(202, presentDesktop(done));
};

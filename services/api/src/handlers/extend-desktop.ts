import type { Handlers } from '@cyberdesk/generated/api/routes.gen';
import type { Context } from '../context.ts';
import { applyChange, ownDesktop, readDeadline, refuseState } from '../desktops.ts';
import { presentDesktop } from '../present.ts';

/** Sets the deadline of a desktop that runs or is on its way. */
export const extendDesktop: Handlers<Context>['extendDesktop'] = async (
  { path, body },
  context,
) => {
  const expiresAt = readDeadline(body);
  const row = await ownDesktop(context, path.desktopId);
  if (!['pending', 'starting', 'running', 'paused'].includes(row.state))
    return refuseState(row, 'extended');
  return presentDesktop(await applyChange(context, row, { expires_at: expiresAt }, 'extended'));
};

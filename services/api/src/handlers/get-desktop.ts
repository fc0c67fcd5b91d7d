import type { Handlers } from '@cyberdesk/generated/api/routes.gen';
import type { Context } from '../context.ts';
import { ownDesktop, settled, waitFor } from '../desktops.ts';
import { presentDesktop } from '../present.ts';

/** A desktop, once its state is no longer a passing one or the time is up. */
export const getDesktop: Handlers<Context>['getDesktop'] = async ({ path, query }, context) => {
  const row = await ownDesktop(context, path.desktopId);
  return presentDesktop(await waitFor(context, row, query.waitSeconds, settled));
};

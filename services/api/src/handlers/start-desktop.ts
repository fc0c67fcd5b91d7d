import type { Handlers } from '@cyberdesk/generated/api/routes.gen';
import { reply } from '@cyberdesk/runtime';
import type { Context } from '../context.ts';
import { ownDesktop, readDeadline, startOrExtend, waitFor } from '../desktops.ts';
import { presentDesktop } from '../present.ts';

/** Starts a stopped desktop with a new deadline. */
export const startDesktop: Handlers<Context>['startDesktop'] = async (
  { path, query, body },
  context,
) => {
  const row = await ownDesktop(context, path.desktopId);
  const started = await startOrExtend(context, row, readDeadline(body ?? {}));
  const done = await waitFor(context, started, query.waitSeconds, ({ state }) =>
    ['running', 'failed'].includes(state),
  );
  return reply(202, presentDesktop(done));
};

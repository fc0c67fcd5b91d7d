import type { Handlers } from '@cyberdesk/generated/api/routes.gen';
import type { Context } from '../context.ts';
import { ownDesktop, readDeadline, startOrExtend, waitFor } from '../desktops.ts';
import { presentDesktop } from '../present.ts';

/** Starts the desktop when it sleeps, sets its deadline, and tells where it is reached. */
export const connectDesktop: Handlers<Context>['connectDesktop'] = async (
  { path, query, body },
  context,
) => {
  const row = await ownDesktop(context, path.desktopId);
  const started = await startOrExtend(context, row, readDeadline(body));
  const done = await waitFor(context, started, query.waitSeconds, ({ state }) =>
    ['running', 'failed'].includes(state),
  );
  const baseUrl = `${context.deps.config.PUBLIC_URL}/v1/desktops/${row.id}`;
  return { desktop: presentDesktop(done), endpoints: { baseUrl } };
};

import type { Handlers } from '@cyberdesk/generated/api/routes.gen';
import { newId, toResourceName } from '@cyberdesk/kit/ids';
import type { Context } from '../context.ts';
import { ownDesktop, readDeadline, startOrExtend, waitFor } from '../desktops.ts';
import { dataUrl, inSeconds, signGrant } from '../grants.ts';
import { presentDesktop } from '../present.ts';

/** A revoked key's token goes on until it ends: an hour is the longest that may take. */
const TOKEN_SECONDS = 3600;

/** Starts the desktop when it sleeps, sets its deadline, and tells where it is reached. */
export const connectDesktop: Handlers<Context>['connectDesktop'] = async (
  { path, query, body },
  context,
) => {
  const row = await ownDesktop(context, path.desktopId);
  const deadline = readDeadline(body);
  const started = await startOrExtend(context, row, deadline);
  const done = await waitFor(context, started, query.waitSeconds, ({ state }) =>
    ['running', 'failed'].includes(state),
  );
  const tokenEnd = Math.min(deadline.getTime(), inSeconds(TOKEN_SECONDS).getTime());
  const expiresAt = new Date(Math.floor(tokenEnd / 1000) * 1000);
  const { scopes } = context.principal;
  const claims = { kind: 'desktop', role: 'control', scopes } as const;
  const token = await signGrant(context, done, { id: newId('grt'), expiresAt, claims });
  return {
    desktop: presentDesktop(done),
    endpoints: { baseUrl: dataUrl(context, `/instances/${toResourceName(row.id)}`) },
    token,
    tokenExpiresAt: expiresAt.toISOString(),
  };
};

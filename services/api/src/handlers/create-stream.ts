import type { Handlers } from '@cyberdesk/generated/api/routes.gen';
import { toResourceName } from '@cyberdesk/kit/ids';
import { reply } from '@cyberdesk/runtime';
import type { Context } from '../context.ts';
import { ownDesktop, refuseState } from '../desktops.ts';
import { presentStream } from '../present.ts';
import { insertStream } from '../store/streams.ts';

/** Signs a grant for the desktop's live view. The token is in this reply only. */
export const createStream: Handlers<Context>['createStream'] = async ({ path, body }, context) => {
  const { deps, principal, held } = context;
  const desktop = await ownDesktop(context, path.desktopId);
  if (['deleting', 'deleted'].includes(desktop.state)) return refuseState(desktop, 'watched');
  const expiresAt = new Date(Math.floor(Date.now() / 1000 + body.expiresInSeconds) * 1000);
  const wanted = { role: body.role, viewerLabel: body.viewerLabel, expiresAt };
  const row = await insertStream(deps.db, desktop, wanted, held);
  const instance = toResourceName(desktop.id);
  const token = await deps.sign({
    audience: 'gateway-data',
    subject: instance,
    ttlSeconds: Math.max(1, row.expires_at.getTime() / 1000 - Math.floor(Date.now() / 1000)),
    id: row.id,
    claims: {
      kind: 'stream',
      role: body.role,
      // Whoever opens the link acts for its maker: one control lease covers their calls and their screen.
      actor: { type: 'human', id: principal.id },
      org: principal.organization.id,
    },
  });
  const websocketUrl = `${deps.config.GATEWAY_PUBLIC_URL.replace(/^http/, 'ws')}/instances/${instance}/live`;
  return reply(201, { stream: presentStream(row), websocketUrl, token });
};

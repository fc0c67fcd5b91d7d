import type { Handlers } from '@cyberdesk/generated/api/routes.gen';
import { toResourceName } from '@cyberdesk/kit/ids';
import { reply } from '@cyberdesk/runtime';
import type { Context } from '../context.ts';
import { ownDesktop } from '../desktops.ts';
import { inSeconds, refuseDeleted, signGrant, socketUrl } from '../grants.ts';
import { presentStream } from '../present.ts';
import { insertStream } from '../store/streams.ts';

/** Signs a grant for the desktop's live view. The token is in this reply only. */
export const createStream: Handlers<Context>['createStream'] = async ({ path, body }, context) => {
  const { deps, held } = context;
  const desktop = await ownDesktop(context, path.desktopId);
  refuseDeleted(desktop, 'watched');
  const { role, viewerLabel, allowedOrigins } = body;
  const wanted = { role, viewerLabel, expiresAt: inSeconds(body.expiresInSeconds) };
  const row = await insertStream(deps.db, desktop, wanted, held);
  const token = await signGrant(context, desktop, {
    id: row.id,
    expiresAt: row.expires_at,
    claims: {
      kind: 'stream',
      role,
      ...(viewerLabel === undefined ? {} : { label: viewerLabel }),
      ...(allowedOrigins === undefined ? {} : { origins: allowedOrigins }),
    },
  });
  const page = (name: string) => `${deps.config.WEB_URL}/${name}/${desktop.id}#token=${token}`;
  return reply(201, {
    stream: presentStream(row),
    viewerUrl: page('view'),
    embedUrl: page('embed'),
    websocketUrl: socketUrl(context, `/instances/${toResourceName(desktop.id)}/live`),
    token,
  });
};

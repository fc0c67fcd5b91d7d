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
  const webOrigin = new URL(deps.config.WEB_URL).origin;
  const row = await insertStream(deps.db, desktop, wanted, held);
  const token = await signGrant(context, desktop, {
    id: row.id,
    expiresAt: row.expires_at,
    claims: {
      kind: 'stream',
      role,
      ...(viewerLabel === undefined ? {} : { label: viewerLabel }),
      // Our own page is the one that opens the socket inside theirs.
      ...(allowedOrigins === undefined ? {} : { origins: [...allowedOrigins, webOrigin] }),
    },
  });
  const page = (name: string) => new URL(`/${name}/${desktop.id}#token=${token}`, webOrigin);
  const embed = page('embed');
  for (const origin of allowedOrigins ?? []) embed.searchParams.append('frame', origin);
  return reply(201, {
    stream: presentStream(row),
    viewerUrl: page('view').href,
    embedUrl: embed.href,
    websocketUrl: socketUrl(context, `/instances/${toResourceName(desktop.id)}/live`),
    token,
  });
};

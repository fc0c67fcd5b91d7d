import type { Handlers } from '@cyberdesk/generated/api/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import { toResourceName } from '@cyberdesk/kit/ids';
import { reply } from '@cyberdesk/runtime';
import type { Context } from '../context.ts';
import { ownDesktop } from '../desktops.ts';
import { inSeconds, refuseDeleted, signGrant } from '../grants.ts';
import { presentPreview, previewUrl } from '../present.ts';
import { insertPreview } from '../store/previews.ts';
import { tellCluster } from '../tell.ts';

/** Opens a port of the desktop on a host name of its own. The token is in this reply only. */
export const createPreview: Handlers<Context>['createPreview'] = async (
  { path, body },
  context,
) => {
  const { deps, held } = context;
  const desktop = await ownDesktop(context, path.desktopId);
  refuseDeleted(desktop, 'previewed');
  const wanted = { ...body, expiresAt: inSeconds(body.expiresInSeconds) };
  const row = await insertPreview(deps.db, desktop, wanted, held);
  const { id, port, public: isPublic, expires_at: expiresAt } = row;
  const preview = { port, public: isPublic, expiresAt: expiresAt.toISOString() };
  const told = await tellCluster(context, desktop.id, {
    previews: { [toResourceName(id)]: preview },
  });
  if (!told) throw problem('unavailable', 'The desktop is only being made. Repeat the call.');
  const claims = { kind: 'preview', role: 'view' } as const;
  const token = await signGrant(context, desktop, { id, expiresAt, claims });
  return reply(201, {
    preview: presentPreview(row, deps.config.PREVIEW_URL),
    openUrl: `${previewUrl(id, deps.config.PREVIEW_URL)}.cyberdesk/open#${token}`,
    token,
  });
};

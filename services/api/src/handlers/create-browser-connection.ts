import type { Handlers } from '@cyberdesk/generated/api/routes.gen';
import { newId, toResourceName } from '@cyberdesk/kit/ids';
import { reply } from '@cyberdesk/runtime';
import type { Context } from '../context.ts';
import { ownDesktop, refuseState } from '../desktops.ts';
import { inSeconds, signGrant, socketUrl } from '../grants.ts';

/** Has the desktop open its browser and signs a URL that drives it. */
export const createBrowserConnection: Handlers<Context>['createBrowserConnection'] = async (
  { path, body },
  context,
) => {
  const { deps, principal } = context;
  const desktop = await ownDesktop(context, path.desktopId);
  if (desktop.state !== 'running') return refuseState(desktop, 'connected to');
  const gateway = deps.gateway.as(principal.organization.id);
  const target = { path: { instanceId: toResourceName(desktop.id) } };
  const browser = await gateway.openBrowser(target);
  const [id, expiresAt] = [newId('grt'), inSeconds(body.expiresInSeconds)];
  const claims = { kind: 'browser', role: 'control', ...browser } as const;
  const token = await signGrant(context, desktop, { id, expiresAt, claims });
  const cdpUrl = socketUrl(context, `/browser-connections/${token}`);
  return reply(201, { id, cdpUrl, expiresAt: expiresAt.toISOString() });
};

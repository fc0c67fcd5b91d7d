import type { Handlers } from '@cyberdesk/generated/api/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import { newId } from '@cyberdesk/kit/ids';
import { reply } from '@cyberdesk/runtime';
import type { Context } from '../context.ts';
import { ownDesktop } from '../desktops.ts';
import { dataUrl, inSeconds, refuseDeleted, signGrant } from '../grants.ts';

/** Signs a URL for one file. Whether the file is there shows when the link is used. */
export const createFileLink: Handlers<Context>['createFileLink'] = async (
  { path, body },
  context,
) => {
  const desktop = await ownDesktop(context, path.desktopId);
  refuseDeleted(desktop, 'linked to');
  const { method } = body;
  if (method === 'PUT') refuseReaders(context);
  const [id, expiresAt] = [newId('grt'), inSeconds(body.expiresInSeconds)];
  const claims = { kind: 'file', role: 'control', path: body.path, method } as const;
  const token = await signGrant(context, desktop, { id, expiresAt, claims });
  const signedUrl = dataUrl(context, `/file-links/${token}`);
  return reply(201, { id, signedUrl, method, expiresAt: expiresAt.toISOString() });
};

const refuseReaders = ({ principal: { scopes } }: Context): void => {
  if (scopes.includes('*') || scopes.includes('files:write')) return;
  const detail = 'A link to upload needs the scope files:write. Use a key that has it.';
  throw problem('insufficientScope', detail);
};

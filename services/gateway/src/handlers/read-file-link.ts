import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import type { DataContext } from '../data-context.ts';
import { grantOfLink, passFile } from '../links.ts';

/** Serves the file of a link: as a download, never as a page of ours. */
export const readFileLink: Handlers<DataContext>['readFileLink'] = async ({ path }, context) => {
  const grant = await grantOfLink(context, path.grant, 'file');
  const response = await passFile(context, grant, { method: 'GET' });
  const name = encodeURIComponent(grant.path.split('/').at(-1) ?? 'file');
  response.headers.set('content-disposition', `attachment; filename*=UTF-8''${name}`);
  response.headers.set('cache-control', 'private, no-store');
  response.headers.set('x-content-type-options', 'nosniff');
  return response as never;
};

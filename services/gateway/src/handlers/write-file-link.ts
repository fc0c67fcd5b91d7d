import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import type { DataContext } from '../data-context.ts';
import { grantOfLink, passFile } from '../links.ts';

/** Takes the file of a link. */
export const writeFileLink: Handlers<DataContext>['writeFileLink'] = async (
  { path, body },
  context,
) => {
  const grant = await grantOfLink(context, path.grant, 'file');
  return (await passFile(context, grant, { method: 'PUT', body: body as never })) as never;
};

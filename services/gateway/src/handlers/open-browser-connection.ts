import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import type { DataContext } from '../data-context.ts';
import { callerOf, grantOfLink } from '../links.ts';
import { openBrowser } from '../sockets/open-browser.ts';

/** Joins a program with the desktop's browser. */
export const openBrowserConnection: Handlers<DataContext>['openBrowserConnection'] = async (
  { path },
  context,
  socket,
) => {
  const grant = await grantOfLink(context, path.grant, 'browser');
  const { services, request } = context;
  await openBrowser(services, { grant, caller: callerOf(grant), request }, socket);
};

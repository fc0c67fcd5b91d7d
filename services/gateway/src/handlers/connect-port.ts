import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import type { DataContext } from '../data-context.ts';
import { openInDesktop } from '../sockets/open-in-desktop.ts';

/** Opens a TCP connection to a port of the desktop. */
export const connectPort: Handlers<DataContext>['connectPort'] = (_, context, socket) =>
  openInDesktop(context, socket, { text: false });

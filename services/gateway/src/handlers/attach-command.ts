import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import type { DataContext } from '../data-context.ts';
import { openInDesktop } from '../sockets/open-in-desktop.ts';

/** Attaches to a command. */
export const attachCommand: Handlers<DataContext>['attachCommand'] = (_, context, socket) =>
  openInDesktop(context, socket, { text: true });

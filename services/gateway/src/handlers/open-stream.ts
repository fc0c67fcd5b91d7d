import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import type { DataContext } from '../data-context.ts';
import { openSocket } from '../sockets/open.ts';

/** Opens a live view. Who holds the control is told by the link's maker, whichever link they open. */
export const openStream: Handlers<DataContext>['openStream'] = (_, context, socket) => {
  const { services, request, grant, caller } = context;
  if (grant?.kind !== 'stream') throw new Error('openStream must not be open to everyone');
  const opening = {
    among: services.viewers,
    grant,
    caller: { ...caller, principal: grant.id },
    scopes: ['screen:read'],
    path: '/live',
    label: grant.label,
    // RFB clients send keys, pointer and clipboard: little.
    rules: { text: false, maxMessageBytes: 1024 * 1024 },
    requestId: request.requestId,
  };
  return openSocket(services, opening, socket);
};

import type { SocketRequest } from '@cyberdesk/runtime';
import type { DataContext } from '../data-context.ts';
import { pathInside } from '../forward/forward.ts';
import { openSocket } from './open.ts';
import type { PipeRules } from './pipe.ts';

/** Opens a socket of the desktop's own contract, with a token of the desktop. */
export const openInDesktop = (
  { services, request, grant, caller }: DataContext,
  socket: SocketRequest,
  rules: PipeRules,
): Promise<void> => {
  if (grant?.kind !== 'desktop') throw new Error('a socket into a desktop must not be open to all');
  const { route, requestId } = request;
  const opening = {
    among: services.sockets,
    grant,
    caller,
    scopes: route.scopes,
    path: pathInside(request),
    rules,
    requestId,
  };
  return openSocket(services, opening, socket);
};

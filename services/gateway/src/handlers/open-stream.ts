import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import { openLive } from '../live/open.ts';
import type { DataContext } from '../live/authenticate.ts';

/** Opens a live view. */
export const openStream: Handlers<DataContext>['openStream'] = async (
  _,
  { services, request, grant },
  socket,
) => {
  if (!grant) throw new Error('openStream must not be open to everyone');
  await openLive(services, grant, { socket, requestId: request.requestId });
};

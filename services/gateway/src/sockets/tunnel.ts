import type { Duplex } from 'node:stream';
import { createWebSocketStream } from 'ws';
import type { Caller } from '../callers.ts';
import type { Services } from '../services.ts';
import type { Target } from '../target.ts';
import { connectDesktop } from './connect.ts';
import { tokenFor } from './open.ts';
import type { Leave } from './open-sockets.ts';

/** A port of a desktop, and with whose leave it is reached. */
export interface Tunnel {
  grant: Leave;
  caller: Pick<Caller, 'organizationId' | 'role' | 'actor' | 'principal'>;
  target: Target;
  port: number;
  requestId: string;
}

/** A TCP connection to a port of the desktop's own loopback, as a stream. execd refuses a port where nobody listens. */
export const openTunnel = async (
  services: Services,
  { grant, caller, target, port, requestId }: Tunnel,
): Promise<Duplex> => {
  const scopes = ['ports:connect'];
  const inside = { ...caller, role: 'control' as const };
  const token = await tokenFor(services, { grant, caller: inside, scopes }, target);
  const { socket } = await connectDesktop(target, {
    path: `/ports/${port}/connect`,
    token,
    requestId,
  });
  const stream = createWebSocketStream(socket);
  socket.resume();
  return stream;
};

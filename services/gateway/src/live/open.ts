import { setTimeout as delay } from 'node:timers/promises';
import type { SocketRequest } from '@cyberdesk/runtime';
import type { WebSocket } from 'ws';
import { locate } from '../locate.ts';
import type { Services } from '../services.ts';
import { type Target, targetOf } from '../target.ts';
import { closings } from './closing.ts';
import { connectLive } from './connect.ts';
import type { Grant } from './grants.ts';
import { pipe } from './pipe.ts';
import { reasonToClose } from './viewers.ts';

const acceptMs = 10_000;

/**
 * Opens a live view: first the desktop, so that a desktop that cannot be reached is an HTTP answer, then the viewer.
 * It is checked once more when both are open, because a revocation may have come in between.
 */
export const openLive = async (
  services: Services,
  grant: Grant,
  { socket, requestId }: { socket: SocketRequest; requestId: string },
): Promise<void> => {
  services.viewers.refuseWhenFull(grant.instance);
  const ref = { name: grant.instance, organizationId: undefined };
  const target = targetOf(await locate(services, ref), services.execdPort);
  const desktop = await connectLive(target, await tokenFor(services, grant, target), requestId);
  const viewer = await accept(socket).catch((error: unknown) => {
    desktop.terminate();
    throw error;
  });
  await run({ services, grant, target }, viewer, desktop);
};

interface Live {
  services: Services;
  grant: Grant;
  target: Target;
}

const run = async (
  { services, grant, target }: Live,
  viewer: WebSocket,
  desktop: WebSocket,
): Promise<void> => {
  const both = pipe(viewer, desktop);
  const { machineUid } = target;
  const view = { grant, machineUid, close: both.close };
  const remove = services.viewers.add(view);
  const instance = services.instances.get(grant.instance);
  const closing = instance && reasonToClose(instance, view);
  if (closing) both.close(closing);
  if (services.lifecycle.draining) both.close(closings.restarting);
  desktop.resume();
  await both.closed;
  remove();
};

const tokenFor = ({ tokens }: Services, grant: Grant, { organizationId }: Target) =>
  tokens({
    instance: grant.instance,
    role: grant.role,
    organizationId,
    scopes: ['screen:read'],
    actor: grant.actor,
    principal: grant.id,
  });

/** A client that goes away during the handshake never opens. */
const accept = async (socket: SocketRequest): Promise<WebSocket> => {
  const stop = new AbortController();
  const late = delay(acceptMs, undefined, { signal: stop.signal }).then(() => {
    throw new Error('The viewer went away during the handshake.');
  });
  late.catch(() => {});
  try {
    return await Promise.race([socket.accept('binary'), late]);
  } finally {
    stop.abort();
  }
};

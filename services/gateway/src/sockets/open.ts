import { setTimeout as delay } from 'node:timers/promises';
import type { SocketRequest } from '@cyberdesk/runtime';
import type { WebSocket } from 'ws';
import type { Caller } from '../callers.ts';
import { locate } from '../locate.ts';
import type { Services } from '../services.ts';
import { type Target, targetOf } from '../target.ts';
import { closings } from './closing.ts';
import { connectDesktop } from './connect.ts';
import { type Leave, type OpenSockets, reasonToClose } from './open-sockets.ts';
import { pipe, type PipeRules, type Side } from './pipe.ts';

const acceptMs = 10_000;

/** A socket of the data listener: who opens it, and where it leads in the desktop. */
export interface Opening {
  /** Counts it, and cuts it when its time is over. */
  among: OpenSockets;
  grant: Leave;
  caller: Pick<Caller, 'organizationId' | 'role' | 'actor' | 'principal'>;
  /** What the desktop lets it do. */
  scopes: readonly string[];
  /** Path in execd, with its query. */
  path: string;
  /** Who it is for, shown in lists. */
  label?: string | undefined;
  /** What may pass. */
  rules: PipeRules;
  requestId: string;
}

/**
 * Opens a socket: first the desktop's side, so that what cannot be reached is an HTTP answer, then the caller's. It is
 * checked once more when both are open, because a revocation may have come in between.
 */
export const openSocket = async (
  services: Services,
  opening: Opening,
  socket: SocketRequest,
): Promise<void> => {
  const { among, grant, path, requestId, rules } = opening;
  among.refuseWhenFull(grant.instance);
  const target = await targetFor(services, grant);
  const token = await tokenFor(services, opening, target);
  const desktop = await connectDesktop(target, { path, token, requestId });
  const caller = await accept(socket).catch((error: unknown) => {
    desktop.socket.terminate();
    throw error;
  });
  const both = pipe(caller, desktop, rules);
  await join(services, opening, { target, both, desktop: desktop.socket });
};

/** The running machine that a grant leads to. */
export const targetFor = async (services: Services, grant: Leave): Promise<Target> => {
  const ref = { name: grant.instance, organizationId: undefined };
  return targetOf(await locate(services, ref), services.execdPort);
};

export interface Joined {
  target: Target;
  both: ReturnType<typeof pipe>;
  desktop: WebSocket;
}

/** Lets both sides talk until one goes or its time is over. */
export const join = async (
  services: Services,
  { among, grant }: Pick<Opening, 'among' | 'grant'>,
  { target, both, desktop }: Joined,
): Promise<void> => {
  const { machineUid } = target;
  const open = { grant, machineUid, close: both.close };
  const remove = among.add(open);
  const instance = services.instances.get(grant.instance);
  const closing = instance && reasonToClose(instance, open);
  if (closing) both.close(closing);
  if (services.lifecycle.draining) both.close(closings.restarting);
  desktop.resume();
  await both.closed;
  remove();
};

/** A token for one kind of connection to one desktop. */
export const tokenFor = (
  { tokens }: Services,
  { grant, caller, scopes, label }: Pick<Opening, 'grant' | 'caller' | 'scopes' | 'label'>,
  { organizationId }: Target,
): Promise<string> =>
  tokens({
    instance: grant.instance,
    role: caller.role,
    organizationId,
    scopes,
    actor: caller.actor,
    principal: caller.principal,
    ...(label === undefined ? {} : { label }),
  });

/** A client that goes away during the handshake never opens. */
export const accept = async (socket: SocketRequest): Promise<Side> => {
  const stop = new AbortController();
  const late = delay(acceptMs, undefined, { signal: stop.signal }).then(() => {
    throw new Error('The caller went away during the handshake.');
  });
  late.catch(() => {});
  // A client that offered nothing takes no answer to it.
  const protocol = socket.protocols.includes('binary') ? 'binary' : undefined;
  try {
    const opened = await Promise.race([socket.accept(protocol), late]);
    if (!socket.stream) throw new Error('The caller’s connection is not known.');
    return { socket: opened, stream: socket.stream };
  } finally {
    stop.abort();
  }
};

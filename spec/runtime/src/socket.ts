import type { IncomingMessage } from 'node:http';
import { upgradeWebSocket } from '@hono/node-server';
import type { Context } from 'hono';
import { WebSocketServer, type WebSocket } from 'ws';
import type { SocketRequest } from './operation.ts';
import { builtIn } from './problem.ts';

/** Opens a WebSocket on a request that has been checked; node-server's `upgradeWebSocket` by default. */
export type Upgrade = (
  c: Context,
  onOpen: (socket: WebSocket) => void,
) => Promise<Response> | Response;

/** The subprotocol that a handler chose, by its upgrade request. */
const chosen = new WeakMap<object, string>();

const incomingOf = (c: Context): IncomingMessage | undefined =>
  (c.env as { incoming?: IncomingMessage } | undefined)?.incoming;

export const upgrade: Upgrade = (c, onOpen) =>
  upgradeWebSocket(c, { onOpen: (_event, socket) => onOpen(socket.raw as unknown as WebSocket) });

/**
 * The WebSocket server to give to node-server: `serve({ websocket: { server: createSocketServer() } })`. It answers
 * with the subprotocol that the handler accepted, never with an offered one that carries a token. Without `autoPong`
 * pings are the handler's to answer.
 */
export function createSocketServer(
  options: { maxPayload?: number; autoPong?: boolean } = {},
): WebSocketServer {
  return new WebSocketServer({
    noServer: true,
    maxPayload: options.maxPayload ?? 16 * 1024 * 1024,
    perMessageDeflate: false,
    autoPong: options.autoPong ?? true,
    handleProtocols: (_offered, request) => chosen.get(request) ?? false,
  });
}

function offered(c: Context): string[] {
  return (c.req.header('sec-websocket-protocol') ?? '')
    .split(',')
    .map((protocol) => protocol.trim())
    .filter(Boolean);
}

type Handle = (socket: SocketRequest) => unknown;

/**
 * Runs a socket handler. Until it accepts, a thrown problem is an HTTP answer; after that it closes the socket, with
 * 1011 and without a reason from inside.
 */
export async function serveSocket(
  c: Context,
  { open, onError }: { open: Upgrade; onError: (error: unknown) => void },
  handle: Handle,
): Promise<Response> {
  if (c.req.header('upgrade')?.toLowerCase() !== 'websocket') {
    throw builtIn(
      'invalidRequest',
      'This operation is a WebSocket: connect with `Upgrade: websocket`.',
    );
  }
  const accepted = Promise.withResolvers<void>();
  const opened = Promise.withResolvers<WebSocket>();
  const request: SocketRequest = {
    stream: incomingOf(c)?.socket,
    protocols: offered(c),
    accept(protocol) {
      const incoming = incomingOf(c);
      if (protocol !== undefined && incoming) chosen.set(incoming, protocol);
      accepted.resolve();
      return opened.promise;
    },
  };
  const run = (async () => handle(request))();
  const first = await Promise.race([accepted.promise.then(() => true), run.then(() => false)]);
  if (!first) throw new Error('A socket handler ended without accepting or refusing');
  run.catch(async (error: unknown) => {
    onError(error);
    (await opened.promise).close(1011);
  });
  return open(c, opened.resolve);
}

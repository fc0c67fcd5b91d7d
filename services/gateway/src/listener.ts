import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { createAdaptorServer } from '@hono/node-server';
import type { WebSocketServer } from 'ws';
import type { Serving } from './apps.ts';
import type { PreviewServer } from './previews/server.ts';

export interface Listener {
  port: number;
  /** Serves on, but ends each connection with the next answer: whoever holds one finds another replica. */
  leave(): void;
  /** Takes no more, waits for what is under way, and cuts what is left after `graceMs`. */
  close(graceMs: number): Promise<void>;
}

interface ListenOptions {
  host: string;
  port: number;
  sockets?: WebSocketServer;
  previews?: PreviewServer;
}

// A large upload takes longer than Node's five minutes; a head that dribbles in is still cut by headersTimeout.
const requestTimeoutMs = 30 * 60_000;
// Longer than callers keep idle connections, so that they close them and not we under their next request.
const keepAliveMs = 75_000;

/** A path of 4096 characters is up to 48 KiB in a URL. */
const maxHeadBytes = 64 * 1024;

/** Starts to listen. Port 0 takes a free one. */
export const listen = async (serving: Serving, options: ListenOptions): Promise<Listener> => {
  const serverOptions = {
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: keepAliveMs,
    maxHeaderSize: maxHeadBytes,
    // A header that is sent twice is not silently the first of the two.
    joinDuplicateHeaders: true,
  };
  const { sockets } = options;
  const server = createAdaptorServer({
    fetch: serving.app.fetch,
    createServer,
    serverOptions,
    ...(sockets && { websocket: { server: sockets as never } }),
  }) as Server;
  const { previews } = options;
  putBefore(server, 'request', serving.passing.take as Take);
  if (previews) putPreviewsBefore(server, previews);
  server.listen(options.port, options.host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    leave: () =>
      void server.prependListener('request', (_, response: ServerResponse) => {
        response.shouldKeepAlive = false;
      }),
    close: async (graceMs) => {
      const cut = setTimeout(() => server.closeAllConnections(), graceMs);
      // A kept-alive connection falls idle when its last request ends, which may be at any time from now.
      const sweep = setInterval(() => server.closeIdleConnections(), 50);
      const closed = once(server, 'close');
      server.close();
      await closed;
      clearTimeout(cut);
      clearInterval(sweep);
    },
  };
};

type Take = (request: IncomingMessage, ...rest: unknown[]) => boolean;

/** Whoever is put before the others sees every request first, and takes it or leaves it to them. */
const putBefore = (server: Server, event: 'request' | 'upgrade', take: Take): void => {
  const others = server.listeners(event) as ((...all: unknown[]) => void)[];
  server.removeAllListeners(event);
  server.on(event, (request: IncomingMessage, ...rest: unknown[]) => {
    if (!take(request, ...rest)) for (const other of others) other(request, ...rest);
  });
};

/** Requests for previews never meet our own routes, nor ours theirs: host names decide before anything else. */
const putPreviewsBefore = (server: Server, { owns, serve, upgrade }: PreviewServer): void => {
  putBefore(server, 'request', (request, response) => {
    const isOurs = owns(request);
    if (isOurs) serve(request, response as ServerResponse);
    return isOurs;
  });
  putBefore(server, 'upgrade', (request, socket, head) => {
    const isOurs = owns(request);
    if (isOurs) upgrade(request, socket as Duplex, head as Buffer);
    return isOurs;
  });
};

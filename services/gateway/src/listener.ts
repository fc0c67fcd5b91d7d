import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import type { WebSocketServer } from 'ws';

export interface Listener {
  port: number;
  /** Takes no more, waits for what is under way, and cuts what is left after `graceMs`. */
  close(graceMs: number): Promise<void>;
}

interface ListenOptions {
  host: string;
  port: number;
  sockets?: WebSocketServer;
}

// A large upload takes longer than Node's five minutes; a head that dribbles in is still cut by headersTimeout.
const requestTimeoutMs = 30 * 60_000;
// Longer than callers keep idle connections, so that they close them and not we under their next request.
const keepAliveMs = 75_000;

/** A path of 4096 characters is up to 48 KiB in a URL. */
const maxHeadBytes = 64 * 1024;

/** Starts to listen. Port 0 takes a free one. */
export const listen = async (app: Hono, options: ListenOptions): Promise<Listener> => {
  const serverOptions = {
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: keepAliveMs,
    maxHeaderSize: maxHeadBytes,
  };
  const { sockets } = options;
  const server = createAdaptorServer({
    fetch: app.fetch,
    createServer,
    serverOptions,
    ...(sockets && { websocket: { server: sockets as never } }),
  }) as Server;
  server.listen(options.port, options.host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
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

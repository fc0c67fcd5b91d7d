import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import type { WebSocketServer } from 'ws';
import type { PreviewServer } from './previews/server.ts';

export interface Listener {
  port: number;
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
  if (options.previews) putBefore(server, options.previews);
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

type OnRequest = (request: IncomingMessage, ...rest: unknown[]) => void;

/** Requests for previews never meet our own routes, nor ours theirs: host names decide before anything else. */
const putBefore = (server: Server, previews: PreviewServer): void => {
  const route = (event: 'request' | 'upgrade', visit: OnRequest): void => {
    const others = server.listeners(event) as OnRequest[];
    server.removeAllListeners(event);
    server.on(event, (request: IncomingMessage, ...rest: unknown[]) => {
      if (previews.owns(request)) visit(request, ...rest);
      else for (const other of others) other(request, ...rest);
    });
  };
  route('request', previews.serve as OnRequest);
  route('upgrade', previews.upgrade as OnRequest);
};

import type { RequestContext, SocketRequest } from '@cyberdesk/runtime';
import { WebSocket } from 'ws';
import { Refusal } from '../domain/refusal.ts';
import type { BrowserGrant } from '../grants.ts';
import type { Services } from '../services.ts';
import type { Target } from '../target.ts';
import { whenOpen } from './connect.ts';
import { accept, join, targetFor } from './open.ts';
import { pipe, type Side } from './pipe.ts';
import { openTunnel, type Tunnel } from './tunnel.ts';

interface Browsing {
  grant: BrowserGrant;
  caller: Tunnel['caller'];
  request: RequestContext;
}

/** What a page can be: a large one as one message of the protocol. */
const maxMessageBytes = 256 * 1024 * 1024;
const handshakeMs = 10_000;

/** Speaks WebSocket with the browser inside a tunnel to its port, and joins both sides. */
export const openBrowser = async (
  services: Services,
  { grant, caller, request }: Browsing,
  socket: SocketRequest,
): Promise<void> => {
  const among = services.sockets;
  among.refuseWhenFull(grant.instance);
  const target = await targetFor(services, grant);
  const { requestId } = request;
  const browser = await connectBrowser(services, { grant, caller, target, requestId });
  const client = await accept(socket).catch((error: unknown) => {
    browser.socket.terminate();
    throw error;
  });
  const both = pipe(client, browser, { text: true });
  await join(services, { among, grant }, { target, both, desktop: browser.socket });
};

const connectBrowser = async (
  services: Services,
  tunnel: Omit<Tunnel, 'port'> & { grant: BrowserGrant; target: Target },
): Promise<Side> => {
  const { port, path } = tunnel.grant;
  const stream = await openTunnel(services, { ...tunnel, port });
  const browser = new WebSocket(`ws://127.0.0.1:${port}${path}`, {
    createConnection: () => stream as never,
    handshakeTimeout: handshakeMs,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
  });
  const opened = Promise.withResolvers<Side>();
  whenOpen(browser, opened.resolve);
  browser.on('error', (cause) => {
    stream.destroy();
    const detail = 'The browser does not answer any more. Create a new connection.';
    opened.reject(new Refusal('upstreamFailed', detail, { cause }));
  });
  return opened.promise;
};

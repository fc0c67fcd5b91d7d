import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createVerifier, type JSONWebKeySet } from '@cyberdesk/kit/tokens';
import { type WebSocket, WebSocketServer } from 'ws';

type Answer = (request: IncomingMessage, response: ServerResponse) => unknown;

/** Stands where execd stands: a real server that checks the gateway's tokens and counts who connects. */
export interface FakeDesktop {
  port: number;
  /** TCP connections so far. */
  connections(): number;
  /** Requests so far, with what their token said. */
  requests: { method: string; url: string; headers: IncomingMessage['headers']; claims: object }[];
  answer: Answer;
  /** Called with each live view that was opened. */
  onView: (socket: WebSocket) => void;
  views: Set<WebSocket>;
  /** Answers the next upgrades instead of opening them. */
  refuse?: { status: number; code: string };
  close(): Promise<void>;
}

export const startDesktop = async (instance: string, jwks: JSONWebKeySet): Promise<FakeDesktop> => {
  const verify = createVerifier({ jwks, audience: instance, issuers: ['cyberdesk-gateway'] });
  const claimsOf = (request: IncomingMessage) =>
    verify((request.headers.authorization ?? '').replace('Bearer ', ''));
  let connections = 0;
  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    const answer = async (): Promise<void> => {
      const claims = await claimsOf(request).catch(() => undefined);
      if (claims === undefined) return void response.writeHead(401).end();
      desktop.requests.push({ method, url, headers, claims });
      await desktop.answer(request, response);
    };
    // A caller that breaks off makes the reading of its body fail.
    answer().catch(() => response.destroy());
  });
  server.on('connection', () => (connections += 1));
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, socket, head) => {
    void claimsOf(request).then((claims) => {
      const { url = '', headers } = request;
      desktop.requests.push({ method: 'UPGRADE', url, headers, claims });
      const { refuse } = desktop;
      if (refuse) {
        const named = `cyberdesk-problem: ${refuse.code}`;
        return void socket.end(
          `HTTP/1.1 ${refuse.status} No\r\n${named}\r\ncontent-length: 0\r\n\r\n`,
        );
      }
      sockets.handleUpgrade(request, socket, head, (view) => {
        desktop.views.add(view);
        view.on('close', () => desktop.views.delete(view));
        desktop.onView(view);
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const desktop: FakeDesktop = {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    requests: [],
    answer: (_, response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}'),
    onView: () => {},
    views: new Set(),
    close: async () => {
      for (const view of desktop.views) view.terminate();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return desktop;
};

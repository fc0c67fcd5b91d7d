import { type IncomingMessage, request as send, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { newId } from '@cyberdesk/kit/ids';
import { asProblem, writeProblem } from '@cyberdesk/runtime';
import { toProblem } from '../problems.ts';
import type { Services } from '../services.ts';
import { closings } from '../sockets/closing.ts';
import { openTunnel } from '../sockets/tunnel.ts';
import { insideHeaders, outsideHeaders } from './headers.ts';
import { hasPreview } from './previews.ts';
import { ownPath, serveOwn } from './session.ts';
import { admitVisit, type Visit } from './visit.ts';

/** Serves every request whose host name is below the preview domain. */
export interface PreviewServer {
  owns(request: IncomingMessage): boolean;
  serve(request: IncomingMessage, response: ServerResponse): void;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

export const previewServer = (services: Services): PreviewServer => ({
  owns: ({ headers }) => services.previews.owns(headers.host),
  serve: (request, response) => {
    serve(services, request, response).catch((error: unknown) => {
      fail(services, error, response);
    });
  },
  upgrade: (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    upgrade(services, request, { socket, head }).catch((error: unknown) => {
      const { status } = asProblem(toProblem(error));
      socket.end(`HTTP/1.1 ${status} Refused\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
    });
  },
});

const serve = async (
  services: Services,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  if (request.url?.startsWith(ownPath)) return serveOwn(services, request, response);
  const visit = await admitVisit(services, request);
  const stream = await connect(services, visit);
  response.once('close', () => stream.destroy());
  const { method, url } = request;
  const headers = insideHeaders(request, visit.port);
  const asked = send({ createConnection: () => stream, method, path: url, headers });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    asked.once('response', resolve).once('error', reject);
  });
  // A reply may come before the request was read to its end; then the rest is nobody's.
  pipeline(request, asked).catch(() => asked.destroy());
  const reply = await answered;
  response.writeHead(reply.statusCode ?? 502, outsideHeaders(reply, visit.port));
  await pipeline(reply, response);
};

const upgrade = async (
  services: Services,
  request: IncomingMessage,
  { socket, head }: { socket: Duplex; head: Buffer },
): Promise<void> => {
  const visit = await admitVisit(services, request);
  const stream = await connect(services, visit);
  const headers = {
    ...insideHeaders(request, visit.port),
    connection: ['Upgrade'],
    upgrade: [request.headers.upgrade ?? 'websocket'],
  };
  const lines = Object.entries(headers).flatMap(([name, values]) =>
    values.map((value) => `${name}: ${value}`),
  );
  stream.write([`${request.method} ${request.url} HTTP/1.1`, ...lines, '', ''].join('\r\n'));
  stream.write(head);
  await Promise.all([pipeline(socket, stream), pipeline(stream, socket)]).catch(() => {});
};

/** A connection to the previewed port that ends with the preview. */
const connect = async (services: Services, visit: Visit): Promise<Duplex> => {
  const { grant, target, preview } = visit;
  const among = services.sockets;
  among.refuseWhenFull(grant.instance);
  const stream = await openTunnel(services, { ...visit, requestId: newId('req') });
  const remove = among.add({
    grant,
    machineUid: target.machineUid,
    close: () => stream.destroy(),
    reason: (instance) => (hasPreview(instance, preview.id) ? undefined : closings.grantEnded),
  });
  stream.once('close', remove);
  stream.on('error', () => stream.destroy());
  return stream;
};

const fail = (services: Services, error: unknown, response: ServerResponse): void => {
  const problem = asProblem(toProblem(error));
  if (problem.status >= 500) services.log.warn({ err: error }, 'preview failed');
  writeProblem(response, problem, newId('req'));
};

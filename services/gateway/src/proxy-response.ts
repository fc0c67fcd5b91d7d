import { Readable } from 'node:stream';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Dispatcher } from 'undici';
import { responseHeaders } from './proxy-headers.ts';

/** Replies up to this length are taken whole: a stream of its own costs more than they do. */
const smallBytes = 64 * 1024;

/** execd's reply as ours, its body streamed at the caller's pace. */
export const toResponse = async (
  reply: Dispatcher.ResponseData,
  method: string,
): Promise<Response> => {
  const { statusCode: status, headers: received, body } = reply;
  if (status === 401 || status < 200 || status > 599) {
    await body.dump();
    throw refusedByDesktop(status);
  }
  const headers = responseHeaders(received);
  if (method === 'HEAD' || [204, 205, 304].includes(status)) {
    await body.dump();
    return new Response(null, { status, headers });
  }
  const length = Number(received['content-length'] ?? Number.NaN);
  if (length <= smallBytes) return new Response(await body.arrayBuffer(), { status, headers });
  return new Response(Readable.toWeb(body) as ReadableStream<Uint8Array>, { status, headers });
};

/** The caller's credential was good: that the desktop does not take ours is between us and it. */
const refusedByDesktop = (status: number) =>
  problem('upstreamFailed', 'The desktop does not accept this gateway at the moment.', {
    cause: new Error(`execd answered ${status}`),
  });

import type { IncomingMessage } from 'node:http';
import { problem, problems, type ProblemCode } from '@cyberdesk/generated/problems.gen';
import type { Problem } from '@cyberdesk/runtime';

const maxBytes = 64 * 1024;

/** What execd answered instead of opening a socket, as ours: it was asked in the caller's name. */
export const refusalOf = async (response: IncomingMessage): Promise<Problem> => {
  const { code, detail } = await problemIn(response).catch(() => ({}) as Refused);
  const isOurs = response.statusCode === 401 || code === undefined || !(code in problems);
  if (!isOurs) return problem(code as ProblemCode, detail ?? 'The desktop refused.');
  const cause = new Error(`execd answered ${response.statusCode}`);
  return problem('upstreamFailed', 'The desktop did not open the connection.', { cause });
};

interface Refused {
  code?: string;
  detail?: string;
}

const problemIn = async (response: IncomingMessage): Promise<Refused> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) break;
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString()) as Refused;
};

import { Agent, request, type IncomingHttpHeaders } from 'node:http';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface Call {
  method?: string;
  headers?: Record<string, string>;
  json?: unknown;
  body?: Buffer;
}

/** Keeps its connections, as clients of an API do. */
export const keepAlive = new Agent({ keepAlive: true, maxSockets: 256 });

/** One request; the answer is read to its end. */
export const send = (url: string, call: Call = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { method = call.json === undefined ? 'GET' : 'POST', headers = {}, json } = call;
    const body = json === undefined ? call.body : Buffer.from(JSON.stringify(json));
    const outgoing = request(
      url,
      {
        method,
        agent: keepAlive,
        headers: {
          ...headers,
          ...(json === undefined ? {} : { 'content-type': 'application/json' }),
          ...(body === undefined ? {} : { 'content-length': String(body.length) }),
        },
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => {
          const { statusCode: status = 0 } = incoming;
          resolve({ status, headers: incoming.headers, body: Buffer.concat(chunks) });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });

/** The answer, when its status is the expected one. */
export const expectStatus = (answer: Answer, ...statuses: number[]): Answer => {
  if (statuses.includes(answer.status)) return answer;
  throw new Error(
    `expected ${statuses.join(' or ')}, got ${answer.status}: ${answer.body.toString('utf8', 0, 500)}`,
  );
};

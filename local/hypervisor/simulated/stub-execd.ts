import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { EXECD_PORT } from '../system/addresses.ts';

const BODY_LIMIT = 64 * 1024;

/** Answers health and bind for every simulated machine; what needs a real desktop is a problem with a way out. */
export class StubExecd {
  private readonly contractVersion: string;
  private readonly servers = new Map<
    string,
    { server: Server; machine: string; binding?: object }
  >();

  constructor(contractVersion: string) {
    this.contractVersion = contractVersion;
  }

  listen(address: string, machine: string): Promise<void> {
    const server = createServer(
      (request, response) => void this.answer(address, request, response),
    );
    this.servers.set(address, { server, machine });
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(EXECD_PORT, address, resolve);
    });
  }

  async close(address: string): Promise<void> {
    const entry = this.servers.get(address);
    this.servers.delete(address);
    entry?.server.closeAllConnections();
    await new Promise<void>((resolve) => (entry ? entry.server.close(() => resolve()) : resolve()));
  }

  private async answer(
    address: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const path = (request.url ?? '/').split('?')[0];
    if (path === '/health' || path === '/ready') return send(response, 200, this.health(address));
    if (path === '/bind' && request.method === 'POST')
      return await this.bind(address, request, response);
    request.resume();
    send(response, 503, {
      type: 'about:blank',
      title: 'The service cannot answer now',
      status: 503,
      code: 'unavailable',
      requestId: String(request.headers['x-request-id'] ?? 'req_simulated'),
      detail:
        'This machine is simulated and has no desktop: start the stack with the qemu or process driver.',
    });
  }

  private health(address: string): object {
    const { machine = '', binding } = this.servers.get(address) ?? {};
    const bound = binding && 'instanceId' in binding ? { instanceId: binding.instanceId } : {};
    return {
      status: 'ok',
      contractVersion: this.contractVersion,
      machine,
      ready: true,
      checks: { screen: 'ok' },
      ...bound,
    };
  }

  private async bind(
    address: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const entry = this.servers.get(address);
    const body = await readBody(request);
    if (!entry || typeof body?.['instanceId'] !== 'string')
      return send(response, 400, {
        status: 400,
        code: 'invalidRequest',
        title: 'The request does not match the contract',
        detail: 'instanceId is required',
      });
    entry.binding ??= {
      instanceId: body['instanceId'],
      machine: entry.machine,
      boundAt: new Date().toISOString(),
      contractVersion: this.contractVersion,
    };
    send(response, 200, entry.binding);
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown> | undefined> {
  let text = '';
  try {
    for await (const chunk of request) {
      text += String(chunk);
      if (text.length > BODY_LIMIT) return undefined;
    }
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

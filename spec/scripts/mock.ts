import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { serve } from '@hono/node-server';
import { mount, reply, type Route } from '@cyberdesk/runtime';
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { OpenAPIBackend } from 'openapi-backend';
import { problem } from '../../generated/problems.gen.ts';
import { routes, schemas } from '../../generated/api/routes.gen.ts';
import { root } from './repository.ts';

type Document = NonNullable<ConstructorParameters<typeof OpenAPIBackend>[0]['definition']>;

/** One transparent pixel: what every image operation of the mock answers. */
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=',
  'base64',
);

const loadDocument = async (): Promise<Document> =>
  JSON.parse(await readFile(path.join(root, 'generated/openapi/api.3.0.json'), 'utf8')) as Document;

/** It puts what references name in their place, in circles too: its definition can't be sent any more. */
async function loadBackend(): Promise<OpenAPIBackend> {
  const backend = new OpenAPIBackend({ definition: await loadDocument(), quick: true });
  await backend.init();
  return backend;
}

const isSuccess = ([status]: [string, unknown]): boolean => status.startsWith('2');

function binary(contentType: string): Uint8Array {
  return contentType.startsWith('image/') ? pixel : Buffer.from('example\n');
}

function sampleHeaders(backend: OpenAPIBackend, route: Route): Record<string, string> {
  const operation = backend.getOperation(route.operationId);
  const response = Object.entries(operation?.responses ?? {}).find(isSuccess)?.[1] as
    | { headers?: Record<string, { schema?: { type?: string } }> }
    | undefined;
  const headers = Object.entries(response?.headers ?? {});
  return Object.fromEntries(
    headers.map(([name, { schema }]) => [name, schema?.type === 'integer' ? '1' : name]),
  );
}

async function example(backend: OpenAPIBackend, route: Route): Promise<unknown> {
  if (route.operationId === 'getOpenApiDocument') return loadDocument();
  const { mock } = backend.mockResponseForOperation(route.operationId) as {
    mock: Record<string, unknown>;
  };
  // A cursor that always leads on would send every client that pages into a loop.
  const { nextCursor: _, ...rest } = mock;
  return rest;
}

/** A handler that answers with the contract's example. */
function mockHandler(backend: OpenAPIBackend, route: Route): () => unknown {
  const [status = '200', response] = Object.entries(route.responses).find(isSuccess) ?? [];
  const headers = sampleHeaders(backend, route);
  if (response?.kind === 'empty') return () => reply(Number(status));
  if (response?.kind === 'binary') {
    return () => reply(Number(status), binary(response.contentTypes[0] ?? ''), headers);
  }
  if (response?.kind === 'events') return () => oneEvent(backend, route);
  return async () => reply(Number(status), await example(backend, route), headers);
}

/** A stream of the mock: the example of its event, then its end. */
async function* oneEvent(backend: OpenAPIBackend, route: Route): AsyncGenerator {
  const name = (backend.getOperation(route.operationId) as { 'x-events'?: string } | undefined)?.[
    'x-events'
  ];
  const document = backend.definition as {
    components?: { schemas?: Record<string, { example?: unknown }> };
  };
  await Promise.resolve();
  yield { data: document.components?.schemas?.[name ?? '']?.example };
}

/** The whole public API, answering from the examples of the contract and checking requests as the real one does. */
export async function createMock(): Promise<Hono> {
  const backend = await loadBackend();
  const app = new Hono();
  app.use(cors());
  mount(app, {
    routes,
    schemas,
    handlers: Object.fromEntries(
      routes.map((route) => [route.operationId, mockHandler(backend, route)]),
    ),
    context: ({ route, raw }) => {
      const credential = raw.req.header('authorization') ?? raw.req.header('x-api-key');
      if (route.auth && !credential) {
        throw problem(
          'unauthenticated',
          'Send any API key as `Authorization: Bearer <key>`; the mock takes all.',
        );
      }
    },
  });
  return app;
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '4010' } } });
  const port = Number(values.port);
  const app = await createMock();
  serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, (address) => {
    console.log(`The mock of the Cyberdesk API listens on http://127.0.0.1:${address.port}`);
  });
}

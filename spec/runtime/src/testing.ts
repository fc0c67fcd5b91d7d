import addFormats from 'ajv-formats';
import { OpenAPIBackend } from 'openapi-backend';
import { mediaType } from './body.ts';
import { responseOf } from './encode.ts';
import type { JsonSchema, Route } from './route.ts';
import { createResponseCheck } from './validator.ts';

/** The part of a Hono app that is looked at. */
interface AppWithRoutes {
  routes: readonly { method: string; path: string }[];
}

const nameOf = (method: string, path: string): string =>
  `${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`;

/**
 * Fails when the app answers to anything that the contract does not have. \`except\` names what is allowed beside it,
 * such as \`GET /metrics\`.
 */
export function expectRoutesInContract(
  app: AppWithRoutes,
  routes: readonly Route[],
  except: string[] = [],
): void {
  const known = new Set([...routes.map(({ method, path }) => nameOf(method, path)), ...except]);
  // Middleware is registered for every method; it answers nothing by itself.
  const own = app.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => nameOf(method, path));
  const strange = [...new Set(own)].filter((name) => !known.has(name));
  if (strange.length === 0) return;
  throw new Error(
    `Not in the contract: ${strange.join(', ')}. Add the operation to spec/ or remove the route.`,
  );
}

function mismatch(route: Route, status: number, found: string): Error {
  return new Error(`${route.operationId} answered ${status}: ${found}`);
}

function checkKind(route: Route, response: Response): JsonSchema | undefined {
  const { status } = response;
  const described = responseOf(route, status);
  if (!described) throw mismatch(route, status, 'its contract does not have this status');
  const sent = mediaType(response.headers.get('content-type'));
  if (described.kind === 'empty' || described.contentTypes.includes(sent)) return described.schema;
  throw mismatch(
    route,
    status,
    `its media type is ${sent || 'missing'}, not ${described.contentTypes.join(' or ')}`,
  );
}

/** Checks answers against the contract: status, media type and body. Reads a copy, so the answer can still be read. */
export function responseChecker(
  routes: readonly Route[],
  schemas: Record<string, JsonSchema>,
): (operationId: string, response: Response) => Promise<void> {
  const compile = createResponseCheck(schemas);
  return async (operationId, response) => {
    const route = routes.find((one) => one.operationId === operationId);
    if (!route) throw new Error(`${operationId} is not in the contract`);
    const schema = checkKind(route, response);
    const isJson = /[/+]json$/.test(mediaType(response.headers.get('content-type')));
    if (!schema || !isJson) return;
    const error = compile(schema)(await response.clone().json());
    if (error)
      throw mismatch(route, response.status, `${error.pointer || 'the body'} ${error.message}`);
  };
}

const customizeAjv: NonNullable<ConstructorParameters<typeof OpenAPIBackend>[0]['customizeAjv']> = (
  ajv,
) => {
  (addFormats as unknown as (ajv: unknown) => void)(ajv);
  return ajv.addFormat('double-int', { type: 'number', validate: Number.isSafeInteger });
};

type Document = NonNullable<ConstructorParameters<typeof OpenAPIBackend>[0]['definition']>;

/**
 * The same check by openapi-backend on the OpenAPI document itself: a second opinion that shares no code with ours.
 */
export async function documentChecker(
  document: object,
): Promise<(operationId: string, response: Response) => Promise<void>> {
  const backend = new OpenAPIBackend({
    definition: structuredClone(document) as Document,
    quick: true,
    customizeAjv,
  });
  await backend.init();
  return async (operationId, response) => {
    const operation = backend.getOperation(operationId);
    if (!operation) throw new Error(`${operationId} is not in the document`);
    if (!/[/+]json$/.test(mediaType(response.headers.get('content-type')))) return;
    const { errors } = backend.validateResponse(
      await response.clone().json(),
      operation,
      response.status,
    );
    const [first] = errors ?? [];
    if (first)
      throw new Error(
        `${operationId} answered ${response.status}: ${first.instancePath} ${first.message}`,
      );
  };
}

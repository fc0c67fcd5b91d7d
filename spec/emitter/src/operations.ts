import type { Content, Document, Operation, Parameter, ResponseObject } from './openapi.ts';
import type { Service } from './openapi.ts';
import type { JsonSchema } from './schema.ts';
import { convert, parameterSchema } from './schema.ts';

export type Kind = 'json' | 'binary' | 'events' | 'text' | 'empty';

export interface Reply {
  status: string;
  kind: Kind;
  contentTypes: string[];
  schema?: JsonSchema;
}

/** An operation of one service, as every generator of this package reads it. */
export interface OperationModel {
  id: string;
  method: string;
  path: string;
  source: Operation;
  parameters: Parameter[];
  body?: {
    required: boolean;
    kind: 'json' | 'binary';
    contentTypes: string[];
    schema?: JsonSchema;
    maxBytes: number;
  };
  replies: Reply[];
  auth: boolean;
  forward: boolean;
  websocket: boolean;
}

/** Bounds of bodies that say none themselves (`x-max-body-bytes`). */
const jsonBodyBytes = 1024 * 1024;
const binaryBodyBytes = 64 * 1024 * 1024;

function kindOf(contentType: string): Kind {
  if (/[/+]json$/.test(contentType)) return 'json';
  if (contentType === 'text/event-stream') return 'events';
  return contentType.startsWith('text/') ? 'text' : 'binary';
}

function reply(status: string, response: ResponseObject): Reply {
  const [first, ...others] = Object.entries(response.content ?? {});
  if (!first) return { status, kind: 'empty', contentTypes: [] };
  const [contentType, media] = first;
  const kind = kindOf(contentType);
  const schema = kind !== 'binary' && media.schema ? { schema: convert(media.schema) } : {};
  return { status, kind, contentTypes: [contentType, ...others.map(([type]) => type)], ...schema };
}

function bodyKind(content: Content): 'json' | 'binary' {
  return Object.keys(content).every((type) => kindOf(type) === 'json') ? 'json' : 'binary';
}

function bodyOf(operation: Operation): OperationModel['body'] {
  const { requestBody } = operation;
  if (!requestBody) return undefined;
  const kind = bodyKind(requestBody.content);
  const schema = Object.values(requestBody.content)[0]?.schema;
  return {
    required: requestBody.required ?? false,
    kind,
    contentTypes: Object.keys(requestBody.content),
    ...(kind === 'json' && schema ? { schema: convert(schema) } : {}),
    maxBytes: operation['x-max-body-bytes'] ?? (kind === 'json' ? jsonBodyBytes : binaryBodyBytes),
  };
}

function needsToken(document: Document, operation: Operation): boolean {
  const requirements = operation.security ?? document.security ?? [];
  return requirements.length > 0 && requirements.every((one) => Object.keys(one).length > 0);
}

function model(
  service: Service,
  path: string,
  method: string,
  operation: Operation,
): OperationModel {
  return {
    id: operation.operationId,
    method: method.toUpperCase(),
    path,
    source: operation,
    parameters: (operation.parameters ?? []) as Parameter[],
    body: bodyOf(operation),
    replies: Object.entries(operation.responses).map(([status, response]) =>
      reply(status, response),
    ),
    auth: needsToken(service.v30, operation),
    forward: service.desktop.has(operation.operationId),
    websocket: operation['x-websocket'] ?? false,
  };
}

export function operationModels(service: Service): OperationModel[] {
  return Object.entries(service.v30.paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => model(service, path, method, operation)),
    )
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

const places = ['path', 'query', 'header'] as const;

/** The record that `mount` and `createClient` read. */
export function routeRecord(operation: OperationModel): Record<string, unknown> {
  const parameters = places.map((place) => [
    place,
    parameterSchema(operation.parameters.filter((parameter) => parameter.in === place)),
  ]);
  return {
    operationId: operation.id,
    method: operation.method,
    path: operation.path,
    parameters: Object.fromEntries(parameters.filter(([, schema]) => schema)),
    body: operation.body,
    responses: Object.fromEntries(operation.replies.map(({ status, ...rest }) => [status, rest])),
    auth: operation.auth,
    scopes: operation.source['x-scopes'] ?? [],
    forward: operation.forward,
    websocket: operation.websocket,
    idempotency: operation.source['x-idempotency'] ?? 'none',
    listener: operation.source['x-listener'],
  };
}

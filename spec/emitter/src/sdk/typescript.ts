import { comment, header, key, literal } from '../literal.ts';
import type { Service } from '../openapi.ts';
import type { MethodValue, SdkMethod } from './methods.ts';
import { sdkResources } from './methods.ts';

const pascal = (id: string): string => id.charAt(0).toUpperCase() + id.slice(1);

const preamble = `// ${header}
import type { ServerEvent } from '../sse.ts';
import type * as types from './types.gen.ts';

/** One operation as data. */
export interface Route {
  operationId: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  /** \`key\`: a repeat with the same \`Idempotency-Key\` gets the first result. */
  idempotency: 'key' | 'natural' | 'none';
  /** Media type of the body; absent when there is none. */
  body?: string;
  response: 'json' | 'binary' | 'events' | 'text' | 'empty';
}

/** What a method sends. Undefined members are left out. */
export interface RequestInput {
  path?: Record<string, string>;
  query?: Record<string, unknown>;
  headers?: Record<string, string>;
  body?: unknown;
}

/** What a caller may set for one call. */
export interface RequestOptions {
  signal?: AbortSignal;
  /** Longest time for the whole call, repeats among it. */
  timeoutMs?: number;
  /** How often a call that failed on the way is repeated. */
  maxRetries?: number;
  /** Made by the client when absent; give your own to make a repeat safe across processes. */
  idempotencyKey?: string;
  headers?: Record<string, string>;
  /** Called whenever a line of an event stream arrives, a comment that keeps it alive among them. */
  onAlive?: () => void;
}

/** What a binary operation takes. */
export type BinaryBody = string | ArrayBuffer | Uint8Array<ArrayBuffer> | Blob | ReadableStream<Uint8Array>;

/** Sends requests: errors, retries and streams live behind this one method. */
export interface Transport {
  request<Result>(route: Route, input: RequestInput, options?: RequestOptions): Promise<Result>;
}

/** A body that need not be sent is not sent when it would be empty. */
function unlessEmpty<Body extends object>(body: Body): Body | undefined {
  return Object.values(body).some((value) => value !== undefined) ? body : undefined;
}
`;

function routeConstant({ operation, responseKind }: SdkMethod): string {
  const record = {
    operationId: operation.id,
    method: operation.method,
    path: operation.path,
    idempotency: operation.source['x-idempotency'] ?? 'none',
    body: operation.body?.contentTypes[0],
    response: responseKind,
  };
  return `const ${operation.id}Route: Route = ${literal(record)};\n`;
}

const required = (values: MethodValue[]): boolean => values.some((value) => value.required);

function paramsType(method: SdkMethod): string | undefined {
  const data = `types.${pascal(method.operation.id)}Data`;
  const parts = [
    ...(method.body.length > 0 ? [`NonNullable<${data}['body']>`] : []),
    ...(method.query.length > 0 ? [`NonNullable<${data}['query']>`] : []),
  ];
  return parts.length === 0 ? undefined : parts.join(' & ');
}

function paramsDeclaration(method: SdkMethod): string {
  const type = paramsType(method);
  if (!type) return '';
  return `${comment(`What \`${method.resource}.${method.name}\` takes.`)}export type ${paramsName(method)} = ${type};\n\n`;
}

const paramsName = ({ operation }: SdkMethod): string => `${pascal(operation.id)}Params`;

function resultType(method: SdkMethod): string {
  if (method.responseKind === 'empty') return 'void';
  if (method.responseKind === 'json') {
    const success = method.operation.replies.find(({ status }) => status.startsWith('2'))!;
    return `types.${pascal(method.operation.id)}Responses[${success.status}]`;
  }
  if (method.responseKind === 'events') return 'AsyncGenerator<ServerEvent>';
  return method.responseKind === 'text' ? 'string' : 'Response';
}

function parameters(method: SdkMethod): string {
  const list = method.path.map(({ name }) => `${name}: string`);
  if (method.bodyKind === 'binary') list.push('content: BinaryBody');
  if (paramsType(method)) {
    const optional = required([...method.query, ...method.body]) ? '' : ' = {}';
    list.push(`params: ${paramsName(method)}${optional}`);
  }
  return [...list, 'options?: RequestOptions'].join(', ');
}

const object = (values: MethodValue[]): string =>
  `{ ${values.map(({ name }) => key(name)).join(', ')} }`;

/** The lines that split flat parameters into query and body. */
function split({ query, body, bodyKind, operation }: SdkMethod): {
  lines: string[];
  members: string[];
} {
  const members: string[] = [];
  const lines: string[] = [];
  if (query.length > 0 && body.length > 0)
    lines.push(`const { ${query.map(({ name }) => name).join(', ')}, ...body } = params;`);
  if (query.length > 0) members.push(`query: ${body.length > 0 ? object(query) : 'params'}`);
  if (bodyKind === 'binary') members.push('body: content');
  if (bodyKind === 'members') {
    const whole = query.length > 0 && body.length > 0 ? 'body' : 'params';
    members.push(operation.body!.required ? `body: ${whole}` : `body: unlessEmpty(${whole})`);
  }
  return { lines, members };
}

function methodSource(method: SdkMethod): string {
  const { lines, members } = split(method);
  if (method.path.length > 0) members.unshift(`path: ${object(method.path)}`);
  const input = members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
  const call = `return this.#transport.request(${method.operation.id}Route, ${input}, options);`;
  const body = [...lines, call].map((line) => `    ${line}\n`).join('');
  const head = `  ${method.name}(${parameters(method)}): Promise<${resultType(method)}> {\n`;
  return `${comment(method.operation.source.description, '  ')}${head}${body}  }\n`;
}

const className = (resource: string): string => `${pascal(resource)}Resource`;

function resourceSource(resource: string, methods: SdkMethod[]): string {
  return `export class ${className(resource)} {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

${methods.map(methodSource).join('\n')}}
`;
}

/** `resources.gen.ts` of the TypeScript SDK: a thin typed method for each operation, over one transport. */
export function typescriptResources(service: Service): string {
  const resources = sdkResources(service);
  const methods = [...resources.values()].flat();
  const members = [...resources.keys()].map(
    (name) => `    ${name}: new ${className(name)}(transport),\n`,
  );
  const types = [...resources.keys()].map((name) => `  readonly ${name}: ${className(name)};\n`);
  return [
    preamble,
    methods.map(routeConstant).join('\n'),
    methods.map(paramsDeclaration).join('').trimEnd() + '\n',
    ...[...resources].map(([name, list]) => resourceSource(name, list)),
    `/** Every resource of the API. */\nexport interface Resources {\n${types.join('')}}\n`,
    `export function createResources(transport: Transport): Resources {\n  return {\n${members.join('')}  };\n}\n`,
  ].join('\n');
}

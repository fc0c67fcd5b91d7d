import { comment, header, key, literal, quote } from './literal.ts';
import type { Service } from './openapi.ts';
import { resolve } from './openapi.ts';
import type { OperationModel, Reply } from './operations.ts';
import { operationModels, routeRecord } from './operations.ts';
import { componentSchemas } from './schema.ts';

const pascal = (id: string): string => id.charAt(0).toUpperCase() + id.slice(1);

/** Names of members that the server fills in, so that a handler need not repeat the contract's defaults. */
function defaultsOf(operation: OperationModel, place: 'query' | 'header'): string[] {
  return operation.parameters
    .filter((parameter) => parameter.in === place && parameter.schema.default !== undefined)
    .map(({ name }) => name);
}

function bodyDefaults(service: Service, operation: OperationModel): string[] {
  const schema = Object.values(operation.source.requestBody?.content ?? {})[0]?.schema;
  const properties = schema ? (resolve(service.v30, schema).properties ?? {}) : {};
  return Object.entries(properties)
    .filter(([, property]) => property.default !== undefined)
    .map(([name]) => name);
}

function filled(type: string, names: string[]): string {
  return names.length === 0 ? type : `Filled<${type}, ${names.map(quote).join(' | ')}>`;
}

function parameterType(operation: OperationModel, place: 'path' | 'query' | 'header'): string {
  if (!operation.parameters.some((parameter) => parameter.in === place)) return 'Empty';
  const member = place === 'header' ? 'headers' : place;
  const type = `NonNullable<types.${pascal(operation.id)}Data['${member}']>`;
  return place === 'path' ? type : filled(type, defaultsOf(operation, place));
}

function bodyType(service: Service, operation: OperationModel, side: 'server' | 'client'): string {
  const { body } = operation;
  if (!body) return 'undefined';
  if (body.kind === 'binary')
    return side === 'server' ? 'ReadableStream<Uint8Array>' : 'BinaryBody';
  const type = `types.${pascal(operation.id)}Data['body']`;
  if (side === 'client') return type;
  const whole = filled(
    body.required ? type : `NonNullable<${type}>`,
    bodyDefaults(service, operation),
  );
  return body.required ? whole : `${whole} | undefined`;
}

/** Members of what a client gives; a place without required members may be left out. */
function requestType(service: Service, operation: OperationModel): string {
  const members = (['path', 'query', 'header'] as const)
    .map((place) => ({ place, all: operation.parameters.filter((one) => one.in === place) }))
    .filter(({ all }) => all.length > 0)
    .map(({ place, all }) => {
      const member = place === 'header' ? 'headers' : place;
      const optional = all.some((parameter) => parameter.required) ? '' : '?';
      return `${member}${optional}: NonNullable<types.${pascal(operation.id)}Data['${member}']>`;
    });
  if (operation.body) {
    members.push(
      `body${operation.body.required ? '' : '?'}: ${bodyType(service, operation, 'client')}`,
    );
  }
  return members.length === 0 ? 'Empty' : `{ ${members.join('; ')} }`;
}

function valueType(operation: OperationModel, { status, kind }: Reply): string {
  const successful = /^[123]/.test(status);
  if (kind === 'empty') return 'undefined';
  if (kind === 'binary') return 'BinaryReply';
  if (kind === 'text') return 'string';
  const set = `types.${pascal(operation.id)}${successful ? 'Responses' : 'Errors'}`;
  return kind === 'events' ? `AsyncIterable<ServerEvent<${set}[${status}]>>` : `${set}[${status}]`;
}

const exact = ({ status }: Reply): boolean => /^\d{3}$/.test(status);
const success = (reply: Reply): boolean => reply.status.startsWith('2') && exact(reply);

function resultType(operation: OperationModel): string {
  const replies = operation.replies.filter((reply) => exact(reply) && reply.status !== '101');
  const sole = operation.replies.filter(success);
  const plain =
    sole.length === 1 && sole[0]
      ? [sole[0].kind === 'empty' ? 'void' : valueType(operation, sole[0])]
      : [];
  const tagged = replies.map((reply) => `Reply<${reply.status}, ${valueType(operation, reply)}>`);
  return operation.websocket ? 'void' : [...plain, ...tagged].join(' | ');
}

function outputType(operation: OperationModel): string {
  if (operation.websocket) return 'never';
  const types = operation.replies
    .filter(success)
    .map((reply) => (reply.kind === 'binary' ? 'Response' : valueType(operation, reply)));
  return [...new Set(types)].join(' | ') || 'undefined';
}

function operationEntry(service: Service, operation: OperationModel): string {
  const input = (['path', 'query', 'header'] as const)
    .map((place) => `${place === 'header' ? 'headers' : place}: ${parameterType(operation, place)}`)
    .concat(`body: ${bodyType(service, operation, 'server')}`);
  return [
    `  ${operation.id}: {`,
    `    request: ${requestType(service, operation)};`,
    `    input: {\n${input.map((member) => `      ${member};\n`).join('')}    };`,
    `    result: ${resultType(operation)};`,
    `    output: ${outputType(operation)};`,
    '  };\n',
  ].join('\n');
}

function handlerEntry(operation: OperationModel): string {
  const socket = operation.websocket ? ', socket: SocketRequest' : '';
  const call = `input: Input<'${operation.id}'>, context: Context${socket}`;
  return `${comment(operation.source.description, '  ')}  ${operation.id}(${call}): Answer<'${operation.id}'>;\n`;
}

const preamble = (text: string): string =>
  `// ${header}
import type {
  BinaryBody,
  BinaryReply,
  Empty,
  Filled,
  JsonSchema,
  Reply,
  Route,
  ServerEvent,
  SocketRequest,
} from '@cyberdesk/runtime';
import type * as types from './types.gen.ts';

${text}`.replace(/import type \{([^}]*)\}/, (_, names: string) => {
    const used = names
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name && new RegExp(`\\b${name}\\b`).test(text));
    return `import type {\n${used.map((name) => `  ${name},\n`).join('')}}`;
  });

/** `routes.gen.ts` of one service: the seam that its handlers are compiled against. */
export function routesFile(
  service: Service,
  handled: (operation: OperationModel) => boolean,
): string {
  const operations = operationModels(service);
  const schemas = Object.entries(componentSchemas(service.v30)).sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return preamble(`/** Every operation by its id: what a client sends, a handler gets and returns, and a client receives. */
export interface Operations {
${operations.map((operation) => operationEntry(service, operation)).join('\n')}}

export type Input<Id extends keyof Operations> = Operations[Id]['input'];
export type Result<Id extends keyof Operations> = Operations[Id]['result'];
type Answer<Id extends keyof Operations> = Result<Id> | Promise<Result<Id>>;

/** One method for each operation that this service serves itself. */
export interface Handlers<Context> {
${operations.filter(handled).map(handlerEntry).join('\n')}}

export const routes: readonly Route[] = [
${operations.map((operation) => `  ${literal(routeRecord(operation), 2)},\n`).join('')}];

/** Schemas that the routes refer to by name. */
export const schemas: Record<string, JsonSchema> = {
${schemas.map(([name, schema]) => `  ${key(name)}: ${literal(schema, 2)},\n`).join('')}};
`);
}

/** `client.gen.ts` of one service. */
export function clientFile(service: Service): string {
  const name = pascal(service.name);
  return `// ${header}
import { type Client, type ClientOptions, createClient } from '@cyberdesk/runtime';
import { type Operations, routes } from './routes.gen.ts';

export type ${name}Client = Client<Operations>;

/** A method for each operation of the ${service.name}. */
export function create${name}Client(options: ClientOptions): ${name}Client {
  return createClient<Operations>(routes, options);
}
`;
}

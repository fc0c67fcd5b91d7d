import { Hono } from 'hono';
import { mount, type MountOptions } from '../src/mount.ts';
import type { JsonSchema, Route } from '../src/route.ts';

const problems = {
  '4XX': { kind: 'json', contentTypes: ['application/problem+json'], schema: { $ref: 'Problem' } },
  '5XX': { kind: 'json', contentTypes: ['application/problem+json'], schema: { $ref: 'Problem' } },
} as const satisfies Route['responses'];

function route(part: Pick<Route, 'operationId' | 'method' | 'path'> & Partial<Route>): Route {
  const { responses, ...rest } = part;
  return {
    parameters: {},
    auth: true,
    scopes: [],
    forward: false,
    websocket: false,
    idempotency: 'none',
    ...rest,
    responses: { ...problems, ...responses },
  };
}

const pathId: JsonSchema = {
  type: 'object',
  properties: { petId: { $ref: 'PetId' } },
  required: ['petId'],
};
const json = (name: string, status = '200'): Route['responses'] => ({
  [status]: { kind: 'json', contentTypes: ['application/json'], schema: { $ref: name } },
});
const jsonBody = (name: string, required = true): Route['body'] => ({
  required,
  kind: 'json',
  contentTypes: ['application/json'],
  schema: { $ref: name },
  maxBytes: 4096,
});

/** A small contract with one operation of every kind. */
export const routes: readonly Route[] = [
  route({
    operationId: 'listPets',
    method: 'GET',
    path: '/pets',
    parameters: {
      query: {
        type: 'object',
        properties: {
          limit: { type: 'integer', format: 'int32', minimum: 1, maximum: 100, default: 20 },
          tame: { type: 'boolean' },
          kind: { type: 'array', items: { $ref: 'Kind' }, maxItems: 3 },
          label: { type: 'object', additionalProperties: { type: 'string' } },
          since: { type: 'string', format: 'date-time' },
        },
      },
    },
    responses: json('PetPage'),
  }),
  route({
    operationId: 'createPet',
    method: 'POST',
    path: '/pets',
    idempotency: 'key',
    parameters: {
      header: {
        type: 'object',
        properties: { 'Idempotency-Key': { type: 'string', minLength: 1, maxLength: 8 } },
      },
    },
    body: jsonBody('CreatePet'),
    responses: json('Pet', '201'),
  }),
  route({
    operationId: 'getPet',
    method: 'GET',
    path: '/pets/{petId}',
    parameters: { path: pathId },
    responses: json('Pet'),
  }),
  route({ operationId: 'getBestPet', method: 'GET', path: '/pets/best', responses: json('Pet') }),
  route({
    operationId: 'deletePet',
    method: 'DELETE',
    path: '/pets/{petId}',
    parameters: { path: pathId },
    responses: { ...json('Pet', '202'), '204': { kind: 'empty', contentTypes: [] } },
  }),
  route({
    operationId: 'teachPet',
    method: 'POST',
    path: '/pets/{petId}/tricks',
    parameters: { path: pathId },
    body: jsonBody('Lesson'),
    responses: json('Lesson'),
  }),
  route({
    operationId: 'wakePet',
    method: 'POST',
    path: '/pets/{petId}/wake',
    parameters: { path: pathId },
    body: jsonBody('Alarm', false),
    responses: { '204': { kind: 'empty', contentTypes: [] } },
  }),
  route({
    operationId: 'getPhoto',
    method: 'GET',
    path: '/pets/{petId}/photo',
    parameters: { path: pathId },
    responses: { '200': { kind: 'binary', contentTypes: ['image/png', 'image/jpeg'] } },
  }),
  route({
    operationId: 'putPhoto',
    method: 'PUT',
    path: '/pets/{petId}/photo',
    parameters: { path: pathId },
    body: {
      required: true,
      kind: 'binary',
      contentTypes: ['application/octet-stream'],
      maxBytes: 1000,
    },
    responses: json('Size'),
  }),
  route({
    operationId: 'streamNoises',
    method: 'GET',
    path: '/noises',
    parameters: { header: { type: 'object', properties: { 'Last-Event-ID': { type: 'string' } } } },
    responses: {
      '200': { kind: 'events', contentTypes: ['text/event-stream'], schema: { $ref: 'Noise' } },
    },
  }),
  route({
    operationId: 'callPet',
    method: 'GET',
    path: '/call',
    websocket: true,
    responses: { '101': { kind: 'empty', contentTypes: [] } },
  }),
  route({
    operationId: 'getHealth',
    method: 'GET',
    path: '/health',
    auth: false,
    responses: json('Size'),
  }),
  route({
    operationId: 'walkPet',
    method: 'POST',
    path: '/pets/{petId}/walk',
    forward: true,
    parameters: { path: pathId },
    body: jsonBody('Alarm'),
    responses: json('Alarm'),
  }),
  route({
    operationId: 'feedPet',
    method: 'PUT',
    path: '/pets/{petId}/food',
    forward: true,
    parameters: { path: pathId },
    body: {
      required: true,
      kind: 'binary',
      contentTypes: ['application/octet-stream'],
      maxBytes: 1000,
    },
    responses: json('Size'),
  }),
];

const tag = (name: string): JsonSchema => ({ type: 'string', enum: [name] });

export const schemas: Record<string, JsonSchema> = {
  PetId: { type: 'string', pattern: '^pet_[a-z]{3}$' },
  Kind: { type: 'string', enum: ['cat', 'dog'] },
  Pet: {
    type: 'object',
    properties: {
      id: { $ref: 'PetId' },
      name: { type: 'string' },
      kind: { $ref: 'Kind' },
      owner: { type: ['string', 'null'] },
    },
    required: ['id', 'name'],
  },
  PetPage: {
    type: 'object',
    properties: { items: { type: 'array', items: { $ref: 'Pet' } } },
    required: ['items'],
  },
  CreatePet: {
    type: 'object',
    properties: {
      name: { type: 'string', minLength: 1, maxLength: 10 },
      kind: { $ref: 'Kind', default: 'cat' },
      born: { type: 'string', format: 'date-time' },
      weight: { type: 'integer', format: 'double-int', minimum: 1 },
      labels: { type: 'object', additionalProperties: { type: 'string' } },
      home: { type: 'object', properties: { street: { type: 'string' } }, required: ['street'] },
      'a/b~c': { type: 'integer' },
    },
    required: ['name'],
  },
  Jump: {
    type: 'object',
    properties: {
      type: tag('jump'),
      height: { type: 'integer', minimum: 1, maximum: 9 },
      times: { type: 'integer', default: 1 },
    },
    required: ['type', 'height'],
  },
  Speak: {
    type: 'object',
    properties: { type: tag('speak'), words: { $ref: 'Words' } },
    required: ['type', 'words'],
  },
  Words: {
    anyOf: [
      { type: 'string', minLength: 2 },
      { type: 'array', items: { type: 'string' }, minItems: 1 },
    ],
  },
  Trick: {
    type: 'object',
    oneOf: [{ $ref: 'Jump' }, { $ref: 'Speak' }],
    discriminator: { propertyName: 'type' },
  },
  Lesson: {
    type: 'object',
    properties: { tricks: { type: 'array', items: { $ref: 'Trick' }, minItems: 1, maxItems: 5 } },
    required: ['tricks'],
  },
  Alarm: { type: 'object', properties: { loud: { type: 'boolean' } } },
  Size: { type: 'object', properties: { bytes: { type: 'integer' } }, required: ['bytes'] },
  Noise: { type: 'object', properties: { type: tag('noise') }, required: ['type'] },
  Problem: {
    type: 'object',
    properties: {
      code: { type: 'string' },
      detail: { type: 'string' },
      requestId: { type: 'string' },
    },
    required: ['code', 'detail', 'requestId'],
  },
};

/** An app with some handlers of the small contract. */
export function createApp(handlers: object, options: Partial<MountOptions<unknown>> = {}): Hono {
  const app = new Hono();
  mount(app, { routes, schemas, handlers, context: () => ({}), ...options });
  return app;
}

export interface ProblemBody {
  code: string;
  detail: string;
  requestId: string;
  errors?: { pointer: string; message: string }[];
}

export async function problemOf(
  response: Response | Promise<Response>,
): Promise<ProblemBody & { status: number }> {
  const answer = await response;
  return { status: answer.status, ...((await answer.json()) as ProblemBody) };
}

export function post(
  app: Hono,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return Promise.resolve(
    app.request(path, {
      method: 'POST',
      body: text,
      headers: { 'content-type': 'application/json', ...headers },
    }),
  );
}

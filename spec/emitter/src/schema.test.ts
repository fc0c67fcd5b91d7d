import { expect, test } from 'vitest';
import { structural } from './crd.ts';
import { comment, literal, quote } from './literal.ts';
import { normalize } from './normalize.ts';
import type { Document, Schema } from './openapi.ts';
import { convert } from './schema.ts';
import { inputType, snake } from './sdk/python-types.ts';

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

test.each<[Schema, object]>([
  [ref('Cat'), { $ref: 'Cat' }],
  [
    { allOf: [ref('Cat')], description: 'A cat', default: 1 },
    { $ref: 'Cat', default: 1 },
  ],
  [{ type: 'string', nullable: true }, { type: ['string', 'null'] }],
  [
    { type: 'string', enum: ['a'], nullable: true },
    { type: ['string', 'null'], enum: ['a', null] },
  ],
  [{ allOf: [ref('Cat')], nullable: true }, { anyOf: [{ $ref: 'Cat' }, { type: 'null' }] }],
  [
    { type: 'object', allOf: [ref('Cat')], nullable: true },
    { anyOf: [{ $ref: 'Cat' }, { type: 'null' }] },
  ],
  [
    { type: 'object', additionalProperties: ref('Cat') },
    { type: 'object', additionalProperties: { $ref: 'Cat' } },
  ],
  [
    { type: 'object', additionalProperties: {} },
    { type: 'object', additionalProperties: {} },
  ],
  [
    { type: 'array', items: ref('Cat'), 'x-anything': 1, example: [] },
    { type: 'array', items: { $ref: 'Cat' } },
  ],
  [
    { type: 'object', properties: { description: { type: 'string', description: 'prose' } } },
    { type: 'object', properties: { description: { type: 'string' } } },
  ],
  [
    { oneOf: [ref('A')], discriminator: { propertyName: 'type', mapping: { a: 'A' } } },
    { oneOf: [{ $ref: 'A' }], discriminator: { propertyName: 'type' } },
  ],
])('%j becomes JSON Schema', (schema, expected) => {
  expect(convert(schema)).toEqual(expected);
});

const document = (schemas: Record<string, Schema>, paths: Document['paths'] = {}): Document => ({
  openapi: '3.0.0',
  info: { title: 'x', version: '1' },
  paths,
  components: { schemas },
});

test('single values lose the flag that splits them at commas; lists keep theirs', () => {
  const parameters = [
    { name: 'one', in: 'query' as const, explode: false, schema: { type: 'string' } },
    { name: 'many', in: 'query' as const, explode: false, schema: { type: 'array', items: {} } },
    { name: 'map', in: 'query' as const, schema: { allOf: [ref('Map')] } },
  ];
  const operation = { operationId: 'getIt', parameters, responses: {} };
  const { paths } = normalize(document({ Map: { type: 'object' } }, { '/x': { get: operation } }));
  expect(paths['/x']?.get?.parameters).toEqual([
    { name: 'one', in: 'query', schema: { type: 'string' } },
    { name: 'many', in: 'query', explode: false, schema: { type: 'array', items: {} } },
    {
      name: 'map',
      in: 'query',
      schema: { allOf: [ref('Map')] },
      style: 'deepObject',
      explode: true,
    },
  ]);
});

test('3.1 says bytes and records as 3.0 does', () => {
  const schemas = {
    Map: { type: 'object', unevaluatedProperties: { type: 'string' } },
    File: { contentMediaType: 'image/png' },
    Child: { allOf: [ref('Map')], unevaluatedProperties: false },
  };
  const responses = {
    200: { content: { 'image/png': { schema: {} }, 'application/json': { schema: {} } } },
  };
  const normal = normalize(
    document(schemas, { '/x': { get: { operationId: 'getIt', responses } } }),
  );
  expect(normal.components?.schemas).toEqual({
    Map: { type: 'object', additionalProperties: { type: 'string' } },
    File: { type: 'string', format: 'binary' },
    Child: { allOf: [ref('Map')], unevaluatedProperties: false },
  });
  expect(normal.paths['/x']?.get?.responses[200]?.content).toEqual({
    'image/png': { schema: { type: 'string', format: 'binary' } },
    'application/json': { schema: {} },
  });
});

test('an example of a body has no status and no header in it, in either dialect', () => {
  const example = { statusCode: 404, code: 'x' };
  const properties = { code: {} };
  const { components } = normalize(
    document({
      Old: { type: 'object', properties, example },
      New: { type: 'object', properties, examples: [example] },
    }),
  );
  expect(components?.schemas).toMatchObject({
    Old: { example: { code: 'x' } },
    New: { examples: [{ code: 'x' }] },
  });
});

test('a structural schema has no references, no unions and no format that Kubernetes warns about', () => {
  const schemas = {
    Phase: { anyOf: [{ type: 'string' }, { type: 'string', enum: ['A'] }], description: 'open' },
    Size: { type: 'integer', format: 'double-int', minimum: 1, 'x-scopes': [] },
  };
  const schema = {
    type: 'object',
    properties: {
      phase: { allOf: [ref('Phase')], description: 'mine' },
      sizes: { type: 'array', items: ref('Size') },
    },
    'x-kubernetes-validations': [{ rule: 'true' }],
    example: {},
  };
  expect(structural(document(schemas), schema)).toEqual({
    type: 'object',
    properties: {
      phase: { type: 'string', description: 'mine' },
      sizes: { type: 'array', items: { type: 'integer', minimum: 1 } },
    },
    'x-kubernetes-validations': [{ rule: 'true' }],
  });
  expect(() => structural(document({}), ref('Nobody'))).toThrow('Nobody is not in the document');
});

test.each([
  ["it's", `'it\\'s'`],
  ['say "hi"', `'say "hi"'`],
  ['a\\d\n', `'a\\\\d\\n'`],
])('%j is quoted as source', (text, source) => {
  expect(quote(text)).toBe(source);
  // oxlint-disable-next-line no-eval
  expect((0, eval)(source)).toBe(text);
});

test('a literal reads back as the value', () => {
  const value = { a: [1, { 'b-c': 'x'.repeat(100), d: null, e: undefined }], f: {}, g: [] };
  // oxlint-disable-next-line no-eval
  expect((0, eval)(`(${literal(value)})`)).toEqual({
    a: [1, { 'b-c': 'x'.repeat(100), d: null }],
    f: {},
    g: [],
  });
});

test('prose cannot end its comment', () => {
  expect(comment('a */ b')).toBe('/** a *\\/ b */\n');
  expect(comment('a\nb', '  ')).toBe('  /**\n   * a\n   * b\n   */\n');
  expect(comment(undefined)).toBe('');
});

test.each([
  ['waitSeconds', 'wait_seconds'],
  ['from', 'from_'],
  ['Idempotency-Key', 'idempotency_key'],
  ['type', 'type'],
  ['vnc2Port', 'vnc2_port'],
])('%s is %s in Python', (name, expected) => {
  expect(snake(name)).toBe(expected);
});

test.each<[Schema, string]>([
  [ref('Cat'), 'models.Cat | Mapping[str, Any]'],
  [ref('Labels'), 'Mapping[str, str]'],
  [ref('Open'), 'str | Literal["a"]'],
  [{ oneOf: [ref('Cat'), { type: 'string' }] }, 'models.Cat | Mapping[str, Any] | str'],
  [{ type: 'array', items: { type: 'string', enum: ['a', 'b'] } }, 'Sequence[Literal["a", "b"]]'],
  [{ type: 'string', format: 'date-time' }, 'datetime.datetime | str'],
  [{ type: 'boolean' }, 'bool'],
  [{}, 'Any'],
])('%j is %s for a Python caller', (schema, expected) => {
  const schemas: Record<string, Schema> = {
    Cat: { type: 'object', properties: { name: {} } },
    Labels: { type: 'object', additionalProperties: { type: 'string' } },
    Open: { anyOf: [{ type: 'string' }, { type: 'string', enum: ['a'] }] },
  };
  expect(inputType(document(schemas), schema)).toBe(expected);
});

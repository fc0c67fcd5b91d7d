import type { Document, Parameter, Schema } from './openapi.ts';
import { refName } from './openapi.ts';

export type JsonSchema = { [keyword: string]: unknown };

/** Keywords that say nothing to a validator. */
const prose = new Set([
  'description',
  'example',
  'examples',
  'title',
  'deprecated',
  'nullable',
  'readOnly',
  'writeOnly',
]);

const isObject = (value: unknown): value is Schema =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

const convertMap = (map: Record<string, Schema>): JsonSchema =>
  Object.fromEntries(Object.entries(map).map(([name, schema]) => [name, convert(schema)]));

function convertKeyword(keyword: string, value: unknown): unknown {
  if (keyword === 'properties') return convertMap(value as Record<string, Schema>);
  if (['allOf', 'anyOf', 'oneOf'].includes(keyword)) return (value as Schema[]).map(convert);
  if (['items', 'additionalProperties'].includes(keyword) && isObject(value)) return convert(value);
  if (keyword === '$ref') return refName(value as string);
  // Ajv takes the tag from the members' own one-value enum and refuses a mapping.
  if (keyword === 'discriminator')
    return { propertyName: (value as { propertyName: string }).propertyName };
  return value;
}

function nullable({ type, ...rest }: JsonSchema): JsonSchema {
  // What is referred to has a type of its own, which `null` beside it would not change.
  if ('$ref' in rest) return { anyOf: [rest, { type: 'null' }] };
  if (typeof type !== 'string') return { anyOf: [rest, { type: 'null' }] };
  const values = Array.isArray(rest.enum) ? { enum: [...(rest.enum as unknown[]), null] } : {};
  return { type: [type, 'null'], ...rest, ...values };
}

/** An OpenAPI 3.0 schema as the JSON Schema 2020-12 that Ajv compiles; `$ref` is the bare name of a schema. */
export function convert(schema: Schema): JsonSchema {
  const entries = Object.entries(schema).filter(
    ([key]) => !prose.has(key) && !key.startsWith('x-'),
  );
  const { allOf, ...converted } = Object.fromEntries(
    entries.map(([keyword, value]) => [keyword, convertKeyword(keyword, value)]),
  ) as JsonSchema & { allOf?: JsonSchema[] };
  const single = allOf?.length === 1 ? allOf[0] : undefined;
  const plain = single
    ? { ...single, ...converted }
    : { ...(allOf ? { allOf } : {}), ...converted };
  return schema.nullable === true ? nullable(plain) : plain;
}

/** Parameters of one place as one object schema, so that one validator checks them all. */
export function parameterSchema(parameters: Parameter[]): JsonSchema | undefined {
  if (parameters.length === 0) return undefined;
  const required = parameters.filter((parameter) => parameter.required).map(({ name }) => name);
  return {
    type: 'object',
    properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, convert(schema)])),
    ...(required.length > 0 ? { required } : {}),
  };
}

export function componentSchemas(document: Document): Record<string, JsonSchema> {
  return convertMap(document.components?.schemas ?? {}) as Record<string, JsonSchema>;
}

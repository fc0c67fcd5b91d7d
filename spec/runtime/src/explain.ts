import type { ErrorObject } from 'ajv';
import type { FieldError } from './problem.ts';

type Explain = (error: ErrorObject) => string;

const nouns: Record<string, string> = {
  integer: 'an integer',
  number: 'a number',
  string: 'a string',
  boolean: 'true or false',
  array: 'an array',
  object: 'an object',
  null: 'null',
};

const formats: Record<string, string> = {
  'date-time': 'an RFC 3339 time in UTC such as 2026-11-23T08:00:00Z',
  date: 'a date such as 2026-11-23',
  int32: 'an integer between -2147483648 and 2147483647',
  int64: 'an integer of at most 2^53 - 1',
  'double-int': 'an integer of at most 2^53 - 1',
  uri: 'a URL',
  byte: 'base64',
};

const list = (values: unknown[]): string => values.map((value) => JSON.stringify(value)).join(', ');

function typeNames(type: unknown): string {
  return [type]
    .flat()
    .map((name) => nouns[String(name)] ?? String(name))
    .join(' or ');
}

function sent(data: unknown): string {
  if (data === null) return 'null';
  return nouns[Array.isArray(data) ? 'array' : typeof data] ?? typeof data;
}

function range({ parentSchema = {} }: ErrorObject): string {
  const { minimum, maximum } = parentSchema;
  if (minimum !== undefined && maximum !== undefined)
    return `must be between ${minimum} and ${maximum}`;
  return minimum === undefined ? `must be at most ${maximum}` : `must be at least ${minimum}`;
}

function count(noun: string, least: string, most: string): Explain {
  return ({ parentSchema = {} }) => {
    const low = parentSchema[least] as number | undefined;
    const high = parentSchema[most] as number | undefined;
    if (low !== undefined && high !== undefined) return `must have ${low} to ${high} ${noun}`;
    return low === undefined
      ? `must have at most ${high} ${noun}`
      : `must have at least ${low} ${noun}`;
  };
}

const characters = count('characters', 'minLength', 'maxLength');
const items = count('items', 'minItems', 'maxItems');
const members = count('members', 'minProperties', 'maxProperties');

/** Values of the tag in each member of a union. */
function tags(
  { schema, parentSchema = {} }: ErrorObject,
  lookup: (ref: string) => unknown,
): unknown[] {
  const tag = (schema as { propertyName: string }).propertyName;
  return ((parentSchema.oneOf ?? []) as { $ref?: string }[]).flatMap((member) => {
    const target = (member.$ref ? lookup(member.$ref) : member) as {
      properties?: Record<string, { enum?: unknown[] }>;
    };
    return target?.properties?.[tag]?.enum ?? [];
  });
}

const texts: Record<string, Explain> = {
  required: () => 'is required',
  type: ({ schema, data }) => `must be ${typeNames(schema)}, not ${sent(data)}`,
  enum: ({ schema }) => `must be one of ${list(schema as unknown[])}`,
  const: ({ schema }) => `must be ${JSON.stringify(schema)}`,
  minimum: range,
  maximum: range,
  minLength: characters,
  maxLength: characters,
  minItems: items,
  maxItems: items,
  minProperties: members,
  maxProperties: members,
  pattern: ({ schema }) => `must match ${String(schema)}`,
  format: ({ schema }) => `must be ${formats[String(schema)] ?? `a valid ${String(schema)}`}`,
  uniqueItems: () => 'must not contain the same item twice',
};

const step = (name: string): string => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;

function unknownMember({ params, parentSchema = {}, instancePath }: ErrorObject): FieldError {
  const known = Object.keys((parentSchema.properties ?? {}) as object);
  const hint =
    known.length > 0 ? `; known here: ${known.join(', ')}` : '; nothing may be given here';
  const name = String((params as { additionalProperty?: string }).additionalProperty);
  return { pointer: instancePath + step(name), message: `is unknown${hint}` };
}

function wrongTag(error: ErrorObject, lookup: (ref: string) => unknown): FieldError {
  const tag = (error.schema as { propertyName: string }).propertyName;
  const known = list(tags(error, lookup));
  const missing = (error.data as Record<string, unknown> | null)?.[tag] === undefined;
  return {
    pointer: error.instancePath + step(tag),
    message: missing ? `is required and must be one of ${known}` : `must be one of ${known}`,
  };
}

/** Of the complaints of a union's members the first that is about more than a value of another type. */
function fromUnion(errors: ErrorObject[], union: ErrorObject): ErrorObject | undefined {
  return errors.find(
    (error) =>
      error !== union &&
      error.instancePath.startsWith(union.instancePath) &&
      (error.keyword !== 'type' || error.instancePath !== union.instancePath),
  );
}

function unionTypes(errors: ErrorObject[], union: ErrorObject): FieldError {
  const types = errors.filter(
    (error) => error.keyword === 'type' && error.instancePath === union.instancePath,
  );
  const names = [...new Set(types.map((error) => typeNames(error.schema)))].join(' or ');
  return {
    pointer: union.instancePath,
    message: `must be ${names || 'of another shape'}, not ${sent(union.data)}`,
  };
}

function single(error: ErrorObject, lookup: (ref: string) => unknown): FieldError {
  if (error.keyword === 'additionalProperties' || error.keyword === 'unevaluatedProperties')
    return unknownMember(error);
  if (error.keyword === 'discriminator') return wrongTag(error, lookup);
  const name = error.keyword === 'required' ? step(String(error.params.missingProperty)) : '';
  const text = texts[error.keyword]?.(error) ?? error.message ?? 'is not valid';
  return { pointer: error.instancePath + name, message: text };
}

/** What to tell people about a failed validation: one member, by pointer, with what to send instead. */
export function explain(errors: ErrorObject[], lookup: (ref: string) => unknown): FieldError {
  const union = errors.findLast(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf');
  if (union) {
    const best = fromUnion(errors, union);
    return best ? single(best, lookup) : unionTypes(errors, union);
  }
  return single(errors.at(-1)!, lookup);
}

import type { Document, Schema } from '../openapi.ts';
import { refName, resolve } from '../openapi.ts';

const keywords = new Set(
  'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield self'.split(
    ' ',
  ),
);

/** `waitSeconds` → `wait_seconds`; a keyword of Python gets a line under it. */
export function snake(name: string): string {
  const text = name
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase();
  return keywords.has(text) ? `${text}_` : text;
}

const plain: Record<string, string> = {
  integer: 'int',
  number: 'float',
  boolean: 'bool',
  string: 'str',
};

/** Component that the schema refers to, behind a one-member `allOf`. */
export function componentOf(schema: Schema): string | undefined {
  if (schema.$ref) return refName(schema.$ref);
  return schema.allOf?.length === 1 && schema.allOf[0] ? componentOf(schema.allOf[0]) : undefined;
}

function unionType(document: Document, members: Schema[]): string {
  const types = members.map((member) => inputType(document, member));
  return [...new Set(types.flatMap((type) => type.split(' | ')))].join(' | ');
}

function stringType(schema: Schema): string {
  if (schema.enum)
    return `Literal[${schema.enum.map((value) => JSON.stringify(value)).join(', ')}]`;
  return schema.format === 'date-time' ? 'datetime.datetime | str' : 'str';
}

function objectType(document: Document, schema: Schema, component: string | undefined): string {
  if (schema.properties && component) return `models.${component} | Mapping[str, Any]`;
  const { additionalProperties } = schema;
  const member =
    typeof additionalProperties === 'object' ? inputType(document, additionalProperties) : 'Any';
  return `Mapping[str, ${member}]`;
}

/** Type of a value that a caller gives: a model may also be a mapping, a time also text. */
export function inputType(document: Document, schema: Schema): string {
  const target = resolve(document, schema);
  const union = target.oneOf ?? target.anyOf;
  if (union) return unionType(document, union);
  if (target.type === 'array') return `Sequence[${inputType(document, target.items ?? {})}]`;
  if (target.type === 'object') return objectType(document, target, componentOf(schema));
  return target.type === 'string' ? stringType(target) : (plain[target.type ?? ''] ?? 'Any');
}

import { nameOf, resolve, type Schema } from './contract.ts';

const MAX_DEPTH = 6;

/** Members of an object as a nested Markdown list: name, type, need, meaning, limits. */
export const schemaList = (schema: Schema, depth = 0, seen: string[] = []): string => {
  const name = nameOf(schema);
  if (name && seen.includes(name)) return '';
  const known = resolve(schema);
  const within = name ? [...seen, name] : seen;
  if (known.type === 'array') return schemaList(known.items ?? {}, depth, within);
  const variants = variantsOf(known);
  if (variants.length > 0) return variantList(variants, depth, within);
  return Object.entries(known.properties ?? {})
    .map(([member, each]) =>
      item(member, each, known.required?.includes(member) ?? false, depth, within),
    )
    .join('\n');
};

const variantsOf = (schema: Schema): Schema[] =>
  (schema.oneOf ?? schema.anyOf ?? []).filter((each) => resolve(each).properties);

const indent = (depth: number): string => '  '.repeat(depth);

const variantList = (variants: Schema[], depth: number, seen: string[]): string =>
  variants
    .map((variant) => {
      const known = resolve(variant);
      const type = known.properties?.['type']?.enum?.[0];
      const { type: _, ...members } = known.properties ?? {};
      const list = schemaList({ ...known, properties: members }, depth + 1, seen);
      return `${indent(depth)}- **\`${String(type)}\`** ${oneLine(known.description)}\n${list}`.trimEnd();
    })
    .join('\n');

// eslint-disable-next-line max-params
const item = (
  name: string,
  schema: Schema,
  isRequired: boolean,
  depth: number,
  seen: string[],
): string => {
  const head = `${indent(depth)}- ${describe(name, schema, isRequired)}`;
  const nested = depth < MAX_DEPTH ? schemaList(schema, depth + 1, seen) : '';
  return nested ? `${head}\n${nested}` : head;
};

/** One line of a member or a parameter. */
export const describe = (name: string, schema: Schema, isRequired: boolean): string => {
  const known = resolve(schema);
  const need = isRequired ? ', required' : '';
  const facts = limitsOf(known);
  const limits = facts.length > 0 ? ` ${facts.join('. ')}.` : '';
  return `\`${name}\` *${typeOf(schema)}${need}*: ${oneLine(known.description)}${limits}`.trimEnd();
};

const oneLine = (text = ''): string => text.replaceAll(/\s+/g, ' ').trim();

const WORDS: Record<string, string> = { 'date-time': 'time', binary: 'bytes' };

/** Type of a schema in words. */
export const typeOf = (schema: Schema): string => {
  const known = resolve(schema);
  if (known.type === 'array') return `list of ${typeOf(known.items ?? {})}`;
  const choice = known.oneOf ?? known.anyOf;
  if (choice && !known.properties) return typeOfChoice(choice);
  return wordFor(known);
};

const wordFor = ({ additionalProperties, properties, format = '', type }: Schema): string => {
  if (additionalProperties && !properties) return 'object of strings';
  return WORDS[format] ?? type ?? 'any value';
};

const typeOfChoice = (choice: Schema[]): string => [...new Set(choice.map(typeOf))].join(' or ');

const enumOf = (schema: Schema): unknown[] | undefined =>
  schema.enum ?? (schema.anyOf ?? schema.oneOf)?.map(resolve).find((each) => each.enum)?.enum;

const limitsOf = (schema: Schema): string[] => {
  const values = enumOf(schema);
  return [
    values &&
      `${schema.enum ? 'One of' : 'Known values'}: ${values.map((each) => `\`${String(each)}\``).join(', ')}`,
    range(schema.minimum, schema.maximum, ''),
    range(schema.minLength, schema.maxLength, ' characters'),
    range(schema.minItems, schema.maxItems, ' items'),
    schema.default === undefined ? undefined : `Default \`${JSON.stringify(schema.default)}\``,
  ].filter((fact) => fact !== undefined);
};

const range = (least?: number, most?: number, unit?: string): string | undefined => {
  if (least === undefined && most === undefined) return undefined;
  if (least === undefined) return `At most ${most}${unit}`;
  return most === undefined ? `At least ${least}${unit}` : `${least} to ${most}${unit}`;
};

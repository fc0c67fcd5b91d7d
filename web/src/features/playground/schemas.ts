import document from '../../../../generated/openapi/api.3.1.json';

/** A JSON Schema as the contract's document holds it. */
export type Schema = { [name: string]: unknown };

interface Document {
  components: { schemas: Record<string, Schema> };
}

const { schemas } = (document as unknown as Document).components;

/** A schema with every reference replaced by what it names: models do not follow references. */
const inline = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(inline);
  if (typeof value !== 'object' || value === null) return value;
  const { $ref, ...rest } = value as Schema;
  if (typeof $ref === 'string')
    return inline({ ...schemas[$ref.slice($ref.lastIndexOf('/') + 1)], ...rest });
  return Object.fromEntries(Object.entries(rest).map(([name, each]) => [name, inline(each)]));
};

const without = (schema: Schema, names: string[]): Schema => {
  const properties = Object.entries((schema['properties'] ?? {}) as Schema);
  const required = (schema['required'] ?? []) as string[];
  return {
    ...schema,
    properties: Object.fromEntries(properties.filter(([name]) => !names.includes(name))),
    required: required.filter((name) => !names.includes(name)),
    additionalProperties: false,
  };
};

/** Each action of the contract by its type: what it does and what it takes. */
export const actionSchemas = (): Record<string, Schema> => {
  const union = schemas['Action'] as { discriminator: { mapping: Record<string, string> } };
  return Object.fromEntries(
    Object.entries(union.discriminator.mapping).map(([type, $ref]) => [
      type,
      without(inline({ $ref }) as Schema, ['type']),
    ]),
  );
};

/** What `runCommand` takes of an agent: no other user and no secrets. */
export const commandSchema = (): Schema =>
  without(inline({ $ref: '#/components/schemas/CommandRequest' }) as Schema, ['user', 'env']);

import { resolve, type Operation, type Parameter, type Schema, successOf } from './contract.ts';

const MAX_DEPTH = 8;

/** What the schema itself says its value is. */
const givenBy = ({ examples, default: usual, enum: values }: Schema): unknown =>
  examples?.[0] ?? usual ?? values?.[0];

/** A value that the schema admits: its own example, or one made of its members' examples. */
export const exampleOf = (schema: Schema, depth = 0): unknown => {
  const known = resolve(schema);
  const given = givenBy(known);
  if (given !== undefined) return given;
  const choice = (known.oneOf ?? known.anyOf ?? []).map(resolve);
  const chosen = choice.find((each) => each.enum) ?? choice[0];
  if (chosen) return exampleOf(chosen, depth);
  return depth > MAX_DEPTH ? null : exampleOfType(known, depth);
};

const exampleOfType = (schema: Schema, depth: number): unknown => {
  if (schema.type === 'object') return exampleOfObject(schema, depth);
  if (schema.type === 'array') return [exampleOf(schema.items ?? {}, depth + 1)];
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 0;
  if (schema.type === 'boolean') return true;
  return exampleOfText(schema);
};

const exampleOfText = ({ format, pattern }: Schema): string => {
  if (format === 'date-time') return '2026-11-23T08:00:00Z';
  return pattern === '^0?[0-7]{3}$' ? '0644' : 'text';
};

const exampleOfObject = (schema: Schema, depth: number): Record<string, unknown> => {
  const required = new Set(schema.required);
  const members = Object.entries(schema.properties ?? {}).filter(
    ([name, member]) => required.has(name) || resolve(member).examples,
  );
  return Object.fromEntries(
    members.map(([name, member]) => [name, exampleOf(member, depth + 1)] as const),
  );
};

/** What an example request carries. */
export interface ExampleRequest {
  path: Record<string, string>;
  query: Record<string, unknown>;
  /** The JSON body, if the operation takes one. */
  body?: unknown;
  isBinary: boolean;
}

const valuesOf = (parameters: Parameter[]): Record<string, unknown> =>
  Object.fromEntries(parameters.map(({ name, schema }) => [name, exampleOf(schema)]));

/** A request with every required parameter and an example body. */
export const exampleRequest = (operation: Operation): ExampleRequest => {
  const required = operation.parameters.filter((each) => each.required);
  const json = operation.requestBody?.content['application/json'];
  return {
    path: valuesOf(required.filter((each) => each.in === 'path')) as Record<string, string>,
    query: valuesOf(required.filter((each) => each.in === 'query')),
    isBinary: operation.requestBody !== undefined && !json,
    ...(json ? { body: exampleOf(json.schema) } : {}),
  };
};

/** The JSON that a success answers, or undefined when it answers something else. */
export const exampleResponse = (operation: Operation): unknown => {
  const json = successOf(operation)[1].content?.['application/json'];
  return json && exampleOf(json.schema);
};

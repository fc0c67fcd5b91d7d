import type { Content, Document, Operation, Parameter, Schema } from './openapi.ts';
import { resolve } from './openapi.ts';

type Visit = (node: Record<string, unknown>) => void;

function walk(node: unknown, visit: Visit): void {
  if (Array.isArray(node)) for (const item of node) walk(item, visit);
  else if (node !== null && typeof node === 'object') {
    visit(node as Record<string, unknown>);
    for (const value of Object.values(node)) walk(value, visit);
  }
}

/** TypeSpec writes `explode: false` on single values, which readers of OpenAPI then split at commas. */
function plainParameter(document: Document, parameter: Parameter): void {
  const schema = resolve(document, parameter.schema);
  if (schema.type !== 'array') delete parameter.explode;
  if (parameter.in === 'query' && schema.type === 'object') {
    parameter.style = 'deepObject';
    parameter.explode = true;
  }
}

function parametersOf(document: Document, operation: Operation): Parameter[] {
  return (operation.parameters ?? []).map((parameter) =>
    '$ref' in parameter
      ? document.components!.parameters![parameter.$ref.split('/').pop()!]!
      : parameter,
  );
}

/** Examples of models with a status or a header carry those members too; the body does not. */
function bodyExample(example: unknown, properties: Record<string, Schema>): unknown {
  if (example === null || typeof example !== 'object' || Array.isArray(example)) return example;
  return Object.fromEntries(Object.entries(example).filter(([key]) => key in properties));
}

/** 3.0 has one example, 3.1 a list. */
function bodyExamples(schema: Schema): void {
  const { properties, example, examples } = schema;
  if (!properties) return;
  if (example !== undefined) schema.example = bodyExample(example, properties);
  if (Array.isArray(examples))
    schema.examples = examples.map((one) => bodyExample(one, properties));
}

function binary(node: Record<string, unknown>): void {
  if ('contentMediaType' in node && !('type' in node)) {
    delete node.contentMediaType;
    Object.assign(node, { type: 'string', format: 'binary' });
  }
}

/** 3.1 says `unevaluatedProperties` where 3.0 and its readers say `additionalProperties`. */
function records(node: Record<string, unknown>): void {
  if (!('unevaluatedProperties' in node) || 'allOf' in node) return;
  node.additionalProperties = node.unevaluatedProperties;
  delete node.unevaluatedProperties;
}

/** A media type with an empty schema stands for raw bytes in 3.1; generators read it as "anything". */
function rawBody(content: Content = {}): void {
  for (const [type, media] of Object.entries(content)) {
    const empty = Object.keys(media.schema ?? {}).length === 0;
    if (empty && !type.includes('json')) media.schema = { type: 'string', format: 'binary' };
  }
}

export function operationsOf(document: Document): Operation[] {
  return Object.values(document.paths).flatMap((path) => Object.values(path));
}

/** Makes an emitted document say what its readers understand, the same in both dialects. */
export function normalize(emitted: unknown): Document {
  const document = JSON.parse(JSON.stringify(emitted)) as Document;
  for (const operation of operationsOf(document)) {
    operation.parameters = parametersOf(document, operation);
    for (const parameter of operation.parameters as Parameter[])
      plainParameter(document, parameter);
  }
  delete document.components?.parameters;
  for (const schema of Object.values(document.components?.schemas ?? {})) bodyExamples(schema);
  walk(document.components, binary);
  walk(document.paths, binary);
  walk(document.components, records);
  walk(document.paths, records);
  for (const { requestBody, responses } of operationsOf(document)) {
    rawBody(requestBody?.content);
    for (const response of Object.values(responses)) rawBody(response.content);
  }
  return document;
}

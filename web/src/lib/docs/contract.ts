import document from '../../../../generated/openapi/api.3.1.json' with { type: 'json' };

/** A JSON schema, as far as the contract uses it. */
export interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  additionalProperties?: Schema | boolean;
  oneOf?: Schema[];
  anyOf?: Schema[];
  allOf?: Schema[];
  enum?: unknown[];
  default?: unknown;
  examples?: unknown[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  pattern?: string;
  discriminator?: { propertyName: string };
}

/** A parameter in path, query or header. */
export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  description?: string;
  schema: Schema;
}

type Content = Record<string, { schema: Schema }>;

/** What one status answers. */
export interface ResponseObject {
  description: string;
  headers?: Record<string, { description?: string; schema: Schema }>;
  content?: Content;
}

interface OperationObject {
  operationId: string;
  summary: string;
  description: string;
  tags: string[];
  parameters?: Parameter[];
  requestBody?: { required: boolean; description?: string; content: Content };
  responses: Record<string, ResponseObject>;
  security?: unknown[];
  'x-idempotency'?: 'key' | 'natural' | 'none';
  'x-scopes'?: string[];
  'x-sdk'?: string;
  'x-max-body-bytes'?: number;
}

/** An operation of the public API with where it is. */
export interface Operation extends OperationObject {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  parameters: Parameter[];
}

interface Contract {
  tags: { name: string; description?: string }[];
  paths: Record<string, Record<string, OperationObject>>;
  components: { schemas: Record<string, Schema> };
}

const contract = document as unknown as Contract;

/** Areas of the API in the order of the reference: what one needs first comes first. */
export const tags = contract.tags.toReversed();

/** Every operation of the public contract. */
export const operations: Operation[] = Object.entries(contract.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    ...operation,
    method: method.toUpperCase() as Operation['method'],
    path,
    parameters: operation.parameters ?? [],
  })),
);

/** The operation of this id. */
export const operationById = (id: string): Operation | undefined =>
  operations.find(({ operationId }) => operationId === id);

/** What a reference points to; what stands beside the reference wins. */
export const resolve = (schema: Schema): Schema => {
  if (!schema.$ref) return schema;
  const target = contract.components.schemas[schema.$ref.split('/').at(-1) ?? ''];
  if (!target) throw new Error(`The contract refers to ${schema.$ref}, which is not in it.`);
  const { $ref: _, ...beside } = schema;
  return { ...resolve(target), ...beside };
};

/** Name of the schema that a reference points to. */
export const nameOf = (schema: Schema): string | undefined => schema.$ref?.split('/').at(-1);

/** The sole success of an operation. */
export const successOf = (operation: Operation): [status: string, response: ResponseObject] => {
  const found = Object.entries(operation.responses).find(([status]) => status.startsWith('2'));
  if (!found) throw new Error(`${operation.operationId} has no success.`);
  return found;
};

/** The part of OpenAPI 3.0 that TypeSpec emits and we read. */
export interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  nullable?: boolean;
  description?: string;
  default?: unknown;
  enum?: unknown[];
  example?: unknown;
  required?: string[];
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  items?: Schema;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  discriminator?: { propertyName: string; mapping?: Record<string, string> };
  [keyword: string]: unknown;
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header' | 'cookie';
  required?: boolean;
  description?: string;
  explode?: boolean;
  style?: string;
  schema: Schema;
}

export type Content = Record<string, { schema?: Schema; example?: unknown; examples?: unknown }>;

export interface ResponseObject {
  description?: string;
  headers?: Record<string, { required?: boolean; description?: string; schema?: Schema }>;
  content?: Content;
}

export interface Operation {
  operationId: string;
  summary?: string;
  description?: string;
  tags?: string[];
  parameters?: (Parameter | { $ref: string })[];
  requestBody?: { required?: boolean; description?: string; content: Content };
  responses: Record<string, ResponseObject>;
  security?: Record<string, string[]>[];
  'x-sdk'?: string;
  'x-scopes'?: string[];
  'x-websocket'?: boolean;
  'x-idempotency'?: 'key' | 'natural' | 'none';
  'x-max-body-bytes'?: number;
  [extension: `x-${string}`]: unknown;
}

export interface Document {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation>>;
  components?: { schemas?: Record<string, Schema>; parameters?: Record<string, Parameter> };
  security?: Record<string, string[]>[];
}

/** One service of the contract in both dialects. */
export interface Service {
  name: string;
  v30: Document;
  v31: Document;
  /** operationIds that come from the forwarded namespace. */
  desktop: ReadonlySet<string>;
}

export const refName = (ref: string): string => ref.slice(ref.lastIndexOf('/') + 1);

/** The schema itself, behind references and the one-member `allOf` that 3.0 needs beside a reference. */
export function resolve(document: Document, schema: Schema): Schema {
  if (schema.$ref) {
    const found = document.components?.schemas?.[refName(schema.$ref)];
    if (!found) throw new Error(`${schema.$ref} is not in the document`);
    return resolve(document, found);
  }
  if (schema.allOf?.length === 1 && schema.allOf[0]) return resolve(document, schema.allOf[0]);
  return schema;
}

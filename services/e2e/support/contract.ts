import { readFileSync } from 'node:fs';

/** What the tests need to know of an operation, read from the committed contract. */
export interface Operation {
  id: string;
  method: string;
  path: string;
  /** True when it needs no token. */
  open: boolean;
  /** Media type of the body, if there is one. */
  contentType?: string;
  /** Example of the body. */
  example?: unknown;
}

type Json = Record<string, unknown>;
type Service = 'api' | 'gateway' | 'execd';
interface Document {
  paths: Record<string, Record<string, Json>>;
  components: { schemas: Record<string, { example?: unknown }> };
}

/** The committed OpenAPI 3.0 document of a service. */
export const openDocument = (service: Service): Document => {
  const file = new URL(`../../../generated/openapi/${service}.3.0.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Document;
};

/** Every operation of a service. */
export const operations = (service: Service): Operation[] => {
  const document = openDocument(service);
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => ['get', 'post', 'put', 'patch', 'delete'].includes(method))
      .map(([method, operation]) => describe(document, path, method, operation)),
  );
};

const describe = (document: Document, path: string, method: string, operation: Json): Operation => {
  const security = operation['security'] as Json[] | undefined;
  const content = (operation['requestBody'] as { content?: Json } | undefined)?.content;
  const contentType = content && Object.keys(content)[0];
  const schema = contentType && (content[contentType] as { schema?: { $ref?: string } }).schema?.$ref;
  const example = schema ? document.components.schemas[schema.split('/').at(-1) ?? '']?.example : undefined;
  return {
    id: operation['operationId'] as string,
    method: method.toUpperCase(),
    path,
    open: security !== undefined && (security.length === 0 || security.some((each) => Object.keys(each).length === 0)),
    ...(contentType ? { contentType } : {}),
    ...(example === undefined ? {} : { example }),
  };
};

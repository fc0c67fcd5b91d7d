import { readFileSync } from 'node:fs';

/** What the tests need to know of an operation, read from the committed contract. */
export interface Operation {
  id: string;
  method: string;
  path: string;
  /** True when it needs no token. */
  open: boolean;
}

type Json = Record<string, unknown>;
type Service = 'api' | 'gateway' | 'execd';
interface Document {
  paths: Record<string, Record<string, Json>>;
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
      .map(([method, operation]) => ({
        id: operation['operationId'] as string,
        method: method.toUpperCase(),
        path,
        open: isOpen(operation['security'] as Json[] | undefined),
      })),
  );
};

/** An operation of its own `security` that asks for nothing. */
const isOpen = (security: Json[] | undefined): boolean =>
  security !== undefined &&
  (security.length === 0 || security.some((each) => Object.keys(each).length === 0));

import {
  getNamespaceFullName,
  type Namespace,
  type Operation,
  type Program,
} from '@typespec/compiler';
import { getAllHttpServices } from '@typespec/http';
import { getOperationId } from '@typespec/openapi';
import { getOpenAPI3, type OpenAPI3ServiceRecord } from '@typespec/openapi3';
import { normalize } from './normalize.ts';
import type { Service } from './openapi.ts';

const options = {
  'omit-unreachable-types': true,
  'safeint-strategy': 'double-int',
  'operation-id-strategy': 'explicit-only',
} as const;

/** `CyberdeskApi` → `api`. */
const shortName = (namespace: Namespace): string =>
  namespace.name.replace(/^Cyberdesk/, '').toLowerCase();

function within(namespace: Namespace | undefined, name: string): boolean {
  if (!namespace) return false;
  const full = getNamespaceFullName(namespace);
  return full === name || full.startsWith(`${name}.`);
}

/** True when the operation was written in an interface of that namespace and mounted by `extends`. */
function comesFrom(operation: Operation, namespace: string): boolean {
  const sources = operation.interface
    ? [operation.interface, ...operation.interface.sourceInterfaces]
    : [];
  return sources.some((source) => within(source.namespace, namespace));
}

/** operationIds of each service that come from the namespace, by the service's short name. */
function forwarded(program: Program, namespace: string): Map<string, Set<string>> {
  const [services] = getAllHttpServices(program);
  return new Map(
    services.map((service) => {
      const operations = service.operations.filter((one) => comesFrom(one.operation, namespace));
      const ids = operations.map(
        (one) => getOperationId(program, one.operation) ?? one.operation.name,
      );
      return [shortName(service.namespace), new Set(ids)];
    }),
  );
}

async function emitDialect(
  program: Program,
  version: '3.0.0' | '3.1.0',
): Promise<Map<string, unknown>> {
  const records: OpenAPI3ServiceRecord[] = await getOpenAPI3(program, {
    ...options,
    'openapi-versions': [version],
  });
  for (const record of records) {
    if (record.versioned)
      throw new Error('Versioned services are not supported: put the major version into the path.');
    program.reportDiagnostics(record.diagnostics);
  }
  return new Map(
    records.map((record) => [
      shortName(record.service.type),
      'document' in record ? record.document : {},
    ]),
  );
}

/** Every service of the program in both dialects, ready for the generators. */
export async function readServices(program: Program, forwardNamespace: string): Promise<Service[]> {
  const v30 = await emitDialect(program, '3.0.0');
  const v31 = await emitDialect(program, '3.1.0');
  const desktop = forwarded(program, forwardNamespace);
  return [...v30.keys()].sort().map((name) => ({
    name,
    v30: normalize(v30.get(name)),
    v31: normalize(v31.get(name)),
    desktop: desktop.get(name) ?? new Set(),
  }));
}

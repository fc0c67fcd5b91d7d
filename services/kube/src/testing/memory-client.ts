import type { KubeClient } from '../client.ts';
import { isNotFound } from '../errors.ts';
import type { KubeObject, ListPage, ResourceType, WatchEvent } from '../objects.ts';
import { leaseType, secretType } from '../objects.ts';
import type { ListOptions, Resource, WatchOptions, WriteOptions } from '../resource.ts';
import type { MemoryCluster, Stored } from './cluster.ts';

export interface MemoryCall {
  verb: 'get' | 'list' | 'create' | 'update' | 'patch' | 'delete' | 'watch';
  plural: string;
  subresource?: string;
  name?: string;
  phase: 'before' | 'after';
}

/** Sees each call before it takes effect and after; throwing in either makes the call fail. */
export type Interceptor = (call: MemoryCall) => void | Promise<void>;

/** A KubeClient on a MemoryCluster, without a network between. */
export function createMemoryClient(
  cluster: MemoryCluster,
  intercept: Interceptor = () => {},
): KubeClient {
  const resource = <T extends KubeObject>(type: ResourceType, namespace?: string) =>
    memoryResource<T>(cluster, intercept, type, namespace);
  return {
    resource,
    secrets: (namespace) => resource(secretType, namespace),
    leases: (namespace) => resource(leaseType, namespace),
    reachable: async () => true,
    close: async () => {},
  };
}

function memoryResource<T extends KubeObject>(
  cluster: MemoryCluster,
  intercept: Interceptor,
  type: ResourceType,
  namespace = '',
): Resource<T> {
  const { plural } = type;
  const target = (name: string) => ({ type, namespace, name });
  const run = async <V>(call: Omit<MemoryCall, 'plural' | 'phase'>, work: () => V): Promise<V> => {
    await intercept({ ...call, plural, phase: 'before' });
    const value = work();
    await intercept({ ...call, plural, phase: 'after' });
    return value;
  };
  const get = async (name: string) =>
    await run({ verb: 'get', name }, () => cluster.get(target(name)) as unknown as T);
  const mergePatch = async (name: string, patch: object, options: WriteOptions = {}) =>
    await run({ verb: 'patch', name, ...subresourceOf(options) }, () => {
      const merge = versioned(patch, options);
      return cluster.patch(target(name), { merge }, options.subresource) as unknown as T;
    });
  return {
    get,
    find: async (name) =>
      await get(name).catch((error: unknown) => {
        if (isNotFound(error)) return undefined;
        throw error;
      }),
    list: async (options) =>
      await run({ verb: 'list' }, () => listPage<T>(cluster, type, namespace, options)),
    create: async (object) =>
      await run({ verb: 'create', name: object.metadata.name }, () => {
        return cluster.create(type, namespace, object as Stored) as unknown as T;
      }),
    replace: async (object, subresource) =>
      await run(
        { verb: 'update', name: object.metadata.name, ...subresourceOf({ subresource }) },
        () => {
          const to = target(object.metadata.name);
          return cluster.replace(to, object as Stored, subresource) as unknown as T;
        },
      ),
    mergePatch,
    jsonPatch: async (name, patch, options = {}) =>
      await run({ verb: 'patch', name, ...subresourceOf(options) }, () => {
        const { resourceVersion: value, subresource } = options;
        const path = '/metadata/resourceVersion';
        const json =
          value === undefined ? patch : [{ op: 'replace' as const, path, value }, ...patch];
        return cluster.patch(target(name), { json }, subresource) as unknown as T;
      }),
    patchStatus: async (name, status, resourceVersion) =>
      await mergePatch(
        name,
        { status },
        { subresource: 'status', ...(resourceVersion && { resourceVersion }) },
      ),
    delete: async (name, options) =>
      await run({ verb: 'delete', name }, () => cluster.delete(target(name), options)),
    watch: (options) => watch<T>(cluster, { type, namespace }, options),
  };
}

const subresourceOf = ({ subresource }: { subresource?: string | undefined }) =>
  subresource === undefined ? {} : { subresource };

function versioned(patch: object, { resourceVersion }: WriteOptions): object {
  if (resourceVersion === undefined) return patch;
  const { metadata = {} } = patch as { metadata?: object };
  return { ...patch, metadata: { ...metadata, resourceVersion } };
}

/** Selectors of the form `a=b,c`. */
export function matches(object: KubeObject, selector: string | undefined): boolean {
  const labels = object.metadata.labels ?? {};
  return (selector ?? '').split(',').every((term) => {
    const [name = '', value] = term.split('=');
    return name === '' || (value === undefined ? name in labels : labels[name] === value);
  });
}

function listPage<T extends KubeObject>(
  cluster: MemoryCluster,
  type: ResourceType,
  namespace: string,
  options: ListOptions = {},
): ListPage<T> {
  const all = cluster
    .list(type, namespace === '' ? undefined : namespace)
    .filter((object) => matches(object, options.labelSelector));
  const start = Number(options.continue ?? 0);
  const end = options.limit === undefined ? all.length : start + options.limit;
  const rest = all.length - end;
  const more = rest > 0 ? { continue: String(end), remainingItemCount: rest } : {};
  const metadata = { resourceVersion: String(cluster.version), ...more };
  return { metadata, items: all.slice(start, end) as unknown as T[] };
}

async function* watch<T extends KubeObject>(
  cluster: MemoryCluster,
  scope: { type: ResourceType; namespace: string },
  options: WatchOptions,
): AsyncGenerator<WatchEvent<T>, void> {
  const signal = options.signal ?? new AbortController().signal;
  let version = Number(options.resourceVersion);
  while (!signal.aborted) {
    for (const change of cluster.changesSince(version)) {
      version = change.version;
      const foreign =
        scope.namespace !== '' && change.object.metadata.namespace !== scope.namespace;
      if (foreign || change.plural !== scope.type.plural) continue;
      if (!matches(change.object, options.labelSelector)) continue;
      yield { type: change.type, object: structuredClone(change.object) as unknown as T };
    }
    if (version === cluster.version || cluster.changesSince(version).length === 0) {
      await cluster.nextChange(signal);
    }
  }
}

import { connectionError, type Transport } from './transport.ts';
import { isNotFound } from './errors.ts';
import { readLines } from './lines.ts';
import type {
  JsonPatchOperation,
  KubeObject,
  ListPage,
  ResourceType,
  WatchEvent,
} from './objects.ts';

export interface ListOptions {
  limit?: number;
  continue?: string;
  labelSelector?: string;
  fieldSelector?: string;
  signal?: AbortSignal;
}

export interface WatchOptions {
  resourceVersion: string;
  labelSelector?: string;
  fieldSelector?: string;
  /** The server ends the stream after this long; the watcher then resumes. */
  timeoutSeconds?: number;
  signal?: AbortSignal;
}

export interface WriteOptions {
  /** Refuse with 409 when the object is no longer at this version. */
  resourceVersion?: string;
  subresource?: 'status';
}

export interface DeleteOptions {
  uid?: string;
  resourceVersion?: string;
  gracePeriodSeconds?: number;
  propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
}

/** Calls on one kind. Every failure is a KubeError; nothing is retried here. */
export interface Resource<T extends KubeObject> {
  get(name: string): Promise<T>;
  /** Like `get`, with undefined instead of the error where there is none of that name. */
  find(name: string): Promise<T | undefined>;
  list(options?: ListOptions): Promise<ListPage<T>>;
  create(object: T): Promise<T>;
  /** PUT of the whole object; its metadata.resourceVersion makes it conditional. */
  replace(object: T, subresource?: 'status'): Promise<T>;
  mergePatch(name: string, patch: object, options?: WriteOptions): Promise<T>;
  jsonPatch(name: string, patch: JsonPatchOperation[], options?: WriteOptions): Promise<T>;
  /** Merge patch of `status` through the status subresource. */
  patchStatus(name: string, status: object, resourceVersion?: string): Promise<T>;
  delete(name: string, options?: DeleteOptions): Promise<void>;
  /** PUT of a subresource that does something (pause, unpause) and answers nothing. */
  act(name: string, action: string): Promise<void>;
  watch(options: WatchOptions): AsyncGenerator<WatchEvent<T>, void>;
}

const mergePatchType = 'application/merge-patch+json';
const jsonPatchType = 'application/json-patch+json';

export function createResource<T extends KubeObject>(
  transport: Transport,
  type: ResourceType,
  namespace: string | undefined,
): Resource<T> {
  const base = collectionPath(type, namespace);
  const path = (name: string, subresource?: string) =>
    [base, encodeURIComponent(name), ...(subresource === undefined ? [] : [subresource])].join('/');
  const get = async (name: string) => await transport.json<T>({ method: 'GET', path: path(name) });
  const mergePatch: Resource<T>['mergePatch'] = async (name, patch, options = {}) =>
    await transport.json<T>({
      method: 'PATCH',
      path: path(name, options.subresource),
      contentType: mergePatchType,
      body: withVersion(patch, options.resourceVersion),
    });
  return {
    get,
    find: async (name) => await get(name).catch(undefinedWhenNotFound),
    list: async ({ signal, ...query } = {}) =>
      await transport.json({ method: 'GET', path: base, query, ...(signal && { signal }) }),
    create: async (object) => await transport.json({ method: 'POST', path: base, body: object }),
    replace: async (object, subresource) => {
      const target = path(object.metadata.name, subresource);
      return await transport.json({ method: 'PUT', path: target, body: object });
    },
    mergePatch,
    jsonPatch: async (name, patch, options = {}) =>
      await transport.json({
        method: 'PATCH',
        path: path(name, options.subresource),
        contentType: jsonPatchType,
        body: [...versionOperations(options.resourceVersion), ...patch],
      }),
    patchStatus: async (name, status, resourceVersion) =>
      await mergePatch(
        name,
        { status },
        { subresource: 'status', ...(resourceVersion !== undefined && { resourceVersion }) },
      ),
    delete: async (name, options = {}) => {
      await transport.json({ method: 'DELETE', path: path(name), body: deleteBody(options) });
    },
    act: async (name, action) => {
      await transport.json({ method: 'PUT', path: path(name, action), body: {} });
    },
    watch: (options) => watch<T>(transport, base, options),
  };
}

function collectionPath(type: ResourceType, namespace: string | undefined): string {
  const root = type.group === '' ? '/api' : `/apis/${type.group}`;
  const scope = namespace === undefined ? '' : `/namespaces/${encodeURIComponent(namespace)}`;
  return `${root}/${type.version}${scope}/${type.plural}`;
}

function undefinedWhenNotFound(error: unknown): undefined {
  if (isNotFound(error)) return undefined;
  throw error;
}

function withVersion(patch: object, resourceVersion: string | undefined): object {
  if (resourceVersion === undefined) return patch;
  const { metadata = {} } = patch as { metadata?: object };
  return { ...patch, metadata: { ...metadata, resourceVersion } };
}

/**
 * A failed `test` operation comes back as 422, like any invalid patch. Setting the version makes
 * the apiserver compare it with the stored one and answer a mismatch with 409 Conflict.
 */
function versionOperations(resourceVersion: string | undefined): JsonPatchOperation[] {
  if (resourceVersion === undefined) return [];
  return [{ op: 'replace', path: '/metadata/resourceVersion', value: resourceVersion }];
}

function deleteBody({ uid, resourceVersion, ...options }: DeleteOptions): object {
  const preconditions = { ...(uid && { uid }), ...(resourceVersion && { resourceVersion }) };
  const body = { apiVersion: 'v1', kind: 'DeleteOptions', ...options };
  return Object.keys(preconditions).length === 0 ? body : { ...body, preconditions };
}

async function* watch<T>(
  transport: Transport,
  path: string,
  options: WatchOptions,
): AsyncGenerator<WatchEvent<T>, void> {
  const { signal, ...query } = options;
  const stream = await transport.stream({
    method: 'GET',
    path,
    query: { ...query, watch: true, allowWatchBookmarks: true },
    ...(signal && { signal }),
  });
  try {
    for await (const line of readLines(stream)) yield JSON.parse(line) as WatchEvent<T>;
  } catch (error) {
    throw connectionError(error, `WATCH ${path}`);
  }
}

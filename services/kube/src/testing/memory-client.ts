import type { KubeClient } from '../client.ts';
import { clientOn } from '../client-on.ts';
import type { JsonPatchOperation, KubeObject, ListPage, ResourceType } from '../objects.ts';
import type { DeleteOptions } from '../resource.ts';
import type { Call, Transport } from '../transport.ts';
import type { Change, MemoryCluster, Stored } from './cluster.ts';

export interface MemoryCall {
  method: Call['method'];
  plural: string;
  name: string;
  subresource: string | undefined;
  body: unknown;
}

/** Sees each call before it takes effect and after; throwing in either makes the call fail. */
export interface Interceptor {
  before?: (call: MemoryCall) => void | Promise<void>;
  after?: (call: MemoryCall) => void | Promise<void>;
}

/** A KubeClient on a MemoryCluster, without a network between. */
export function createMemoryClient(cluster: MemoryCluster, faults: Interceptor = {}): KubeClient {
  return clientOn(memoryTransport(cluster, faults));
}

export function memoryTransport(cluster: MemoryCluster, faults: Interceptor = {}): Transport {
  return {
    json: async <T>(call: Call) => {
      const address = parsePath(call.path);
      const seen = {
        method: call.method,
        body: call.body,
        ...address,
        plural: address.type.plural,
      };
      await faults.before?.(seen);
      const result = dispatch(cluster, address, call) as T;
      await faults.after?.(seen);
      return result;
    },
    stream: async (call) => watchLines(cluster, parsePath(call.path), call),
    close: async () => {},
  };
}

interface Address {
  type: ResourceType;
  namespace: string;
  name: string;
  subresource: string | undefined;
}

function parsePath(path: string): Address {
  const parts = path.split('/').slice(2).map(decodeURIComponent);
  const group = path.startsWith('/api/') ? '' : (parts.shift() ?? '');
  const [version = '', ...scoped] = parts;
  const namespaced = scoped[0] === 'namespaces';
  const [plural = '', name = '', subresource] = namespaced ? scoped.slice(2) : scoped;
  const namespace = namespaced ? (scoped[1] ?? '') : '';
  return { type: { group, version, plural }, namespace, name, subresource };
}

function dispatch(cluster: MemoryCluster, address: Address, call: Call): unknown {
  const { subresource } = address;
  switch (call.method) {
    case 'GET':
      return address.name === '' ? listPage(cluster, address, call) : cluster.get(address);
    case 'POST':
      return cluster.create(address.type, address.namespace, call.body as Stored);
    case 'PUT':
      return cluster.replace(address, call.body as Stored, subresource);
    case 'DELETE':
      return cluster.delete(
        address,
        (call.body as { preconditions?: DeleteOptions }).preconditions,
      );
    default:
      return cluster.patch(address, patchOf(call), subresource);
  }
}

const patchOf = ({ contentType, body }: Call) =>
  contentType === 'application/json-patch+json'
    ? { json: body as JsonPatchOperation[] }
    : { merge: body as object };

/** Selectors of the form `a=b,c`. */
function matches(object: KubeObject, selector: unknown): boolean {
  const labels = object.metadata.labels ?? {};
  const terms = typeof selector === 'string' ? selector.split(',') : [];
  return terms.every((term) => {
    const [name = '', value] = term.split('=');
    return name === '' || (value === undefined ? name in labels : labels[name] === value);
  });
}

function listPage(cluster: MemoryCluster, address: Address, { query }: Call): ListPage<Stored> {
  const all = cluster
    .list(address.type, address.namespace)
    .filter((object) => matches(object, query?.['labelSelector']));
  const start = Number(query?.['continue'] ?? 0);
  const end = query?.['limit'] === undefined ? all.length : start + Number(query['limit']);
  const more = end < all.length ? { continue: String(end) } : {};
  const metadata = { resourceVersion: String(cluster.version), ...more };
  return { metadata, items: all.slice(start, end) };
}

/** A watch as the apiserver writes it: one JSON document a line, a Status at the end of history. */
async function* watchLines(
  cluster: MemoryCluster,
  address: Address,
  { query = {}, signal = new AbortController().signal }: Call,
): AsyncGenerator<Buffer, void> {
  let version = Number(query['resourceVersion'] ?? 0);
  while (!signal.aborted) {
    const changes = cluster.changesSince(version);
    if (changes === undefined) return yield line({ type: 'ERROR', object: expired });
    const selected = changes.filter((change) => concerns(change, address, query['labelSelector']));
    for (const { type, object } of selected) yield line({ type, object });
    version = changes.at(-1)?.version ?? version;
    if (version === cluster.version) await cluster.nextChange(signal);
  }
  throw new Error('aborted');
}

function concerns({ plural, object }: Change, { type, namespace }: Address, selector: unknown) {
  const inScope = ['', object.metadata.namespace].includes(namespace);
  return inScope && plural === type.plural && matches(object, selector);
}

const expired = { code: 410, reason: 'Expired', message: 'too old resource version' };
const line = (event: object) => Buffer.from(`${JSON.stringify(event)}\n`);

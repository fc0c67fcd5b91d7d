import { randomUUID } from 'node:crypto';
import { KubeError } from '../errors.ts';
import type { JsonPatchOperation, KubeObject, ResourceType } from '../objects.ts';
import type { DeleteOptions } from '../resource.ts';
import { applyJsonPatch, applyMergePatch } from './patch.ts';

/** An object as the fake stores it: any kind, with the two parts apiservers treat apart. */
export interface Stored extends KubeObject {
  spec?: unknown;
  status?: unknown;
}

export interface Change {
  version: number;
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  plural: string;
  object: Stored;
}

export interface Target {
  type: ResourceType;
  namespace: string;
  name: string;
}

export type Patch = { merge: object } | { json: JsonPatchOperation[] };

// KubeVirt's VirtualMachineInstance has no status subresource: its status is a part like any other.
const withoutStatus = new Set([
  'secrets',
  'leases',
  'events',
  'configmaps',
  'virtualmachineinstances',
]);

/**
 * The storage rules of a kube-apiserver in memory: resource versions, 409 on a stale one, uids,
 * generations, the status subresource, finalizers, preconditions, a change log that can be
 * compacted. Nothing of admission, defaulting or schemas: those are tested on the real one.
 */
export class MemoryCluster {
  version = 1;
  readonly changes: Change[] = [];
  readonly now: () => number;
  private compacted = 0;
  private readonly objects = new Map<string, Stored>();
  private readonly waiting = new Set<() => void>();

  constructor(now: () => number = Date.now) {
    this.now = now;
  }

  get(target: Target): Stored {
    const found = this.objects.get(pathOf(target));
    if (found === undefined) throw notFound(target);
    return structuredClone(found);
  }

  list(type: ResourceType, namespace = ''): Stored[] {
    const prefix = `${type.plural}/${namespace === '' ? '' : `${namespace}/`}`;
    const paths = [...this.objects.keys()].filter((path) => path.startsWith(prefix)).sort();
    return paths.map((path) => structuredClone(this.objects.get(path) as Stored));
  }

  create(type: ResourceType, namespace: string, object: Stored): Stored {
    const target = { type, namespace, name: object.metadata.name };
    if (this.objects.has(pathOf(target))) throw alreadyExists(target);
    const stored: Stored = structuredClone(object);
    stored.metadata = { ...stored.metadata, namespace, uid: randomUUID(), generation: 1 };
    stored.metadata.creationTimestamp = this.timestamp();
    if (!withoutStatus.has(type.plural)) delete stored.status;
    return this.commit('ADDED', target, stored);
  }

  replace(target: Target, object: Stored, subresource?: string): Stored {
    const current = this.checked(target, object.metadata.resourceVersion);
    return this.update(target, current, structuredClone(object), subresource);
  }

  patch(target: Target, patch: Patch, subresource?: string): Stored {
    const current = this.get(target);
    const next =
      'merge' in patch
        ? (applyMergePatch(current, patch.merge) as Stored)
        : applyJsonPatch(current, patch.json);
    this.checked(target, next.metadata.resourceVersion);
    return this.update(target, current, next, subresource);
  }

  delete(target: Target, options: DeleteOptions = {}): void {
    const current = this.checked(target, options.resourceVersion);
    if (options.uid !== undefined && options.uid !== current.metadata.uid) {
      throw conflict(target, 'the uid in the precondition differs');
    }
    if ((current.metadata.finalizers ?? []).length === 0) {
      this.remove(target, current);
    } else if (current.metadata.deletionTimestamp === undefined) {
      current.metadata.deletionTimestamp = this.timestamp();
      this.commit('MODIFIED', target, current);
    }
  }

  /** Forgets the change log up to now: a watch from an older version gets 410. */
  compact(): void {
    this.compacted = this.version;
  }

  /** Undefined when the log no longer reaches back that far. */
  changesSince(version: number): Change[] | undefined {
    if (version < this.compacted) return undefined;
    return this.changes.filter((change) => change.version > version);
  }

  /** Resolves at the next change, or when the signal aborts. */
  async nextChange(signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.waiting.add(resolve);
    signal.addEventListener('abort', () => resolve(), { once: true });
    if (signal.aborted) resolve();
    await promise;
    this.waiting.delete(resolve);
  }

  private checked(target: Target, resourceVersion: string | undefined): Stored {
    const current = this.get(target);
    if (resourceVersion === undefined || resourceVersion === current.metadata.resourceVersion) {
      return current;
    }
    throw conflict(target, 'the object has been modified');
  }

  private update(target: Target, current: Stored, next: Stored, subresource?: string): Stored {
    const merged: Stored =
      subresource === 'status'
        ? { ...current, status: next.status }
        : this.spec(target, current, next);
    if (JSON.stringify(merged) === JSON.stringify(current)) return current;
    const { deletionTimestamp, finalizers = [] } = merged.metadata;
    if (deletionTimestamp !== undefined && finalizers.length === 0) {
      return this.remove(target, merged);
    }
    return this.commit('MODIFIED', target, merged);
  }

  /** A write to the main resource: status and the server's own metadata stay as they were. */
  private spec(target: Target, current: Stored, next: Stored): Stored {
    const { uid, creationTimestamp, deletionTimestamp, generation = 1 } = current.metadata;
    const { resourceVersion } = current.metadata;
    const own = { uid, creationTimestamp, deletionTimestamp, generation, resourceVersion };
    const merged: Stored = { ...next, metadata: { ...next.metadata, ...dropUndefined(own) } };
    if (!withoutStatus.has(target.type.plural)) merged.status = current.status;
    if (merged.status === undefined) delete merged.status;
    if (JSON.stringify(merged.spec) !== JSON.stringify(current.spec)) {
      merged.metadata.generation = generation + 1;
    }
    return merged;
  }

  private remove(target: Target, object: Stored): Stored {
    this.objects.delete(pathOf(target));
    return this.record('DELETED', target, object);
  }

  private commit(type: 'ADDED' | 'MODIFIED', target: Target, object: Stored): Stored {
    this.objects.set(pathOf(target), object);
    return this.record(type, target, object);
  }

  private record(type: Change['type'], target: Target, object: Stored): Stored {
    this.version += 1;
    object.metadata.resourceVersion = String(this.version);
    const change = { version: this.version, type, plural: target.type.plural };
    this.changes.push({ ...change, object: structuredClone(object) });
    for (const wake of this.waiting) wake();
    return structuredClone(object);
  }

  private timestamp(): string {
    return new Date(this.now()).toISOString().replace(/\.\d+Z$/, 'Z');
  }
}

const pathOf = ({ type, namespace, name }: Target) => `${type.plural}/${namespace}/${name}`;

const dropUndefined = <T extends object>(value: T) =>
  Object.fromEntries(
    Object.entries(value).filter(([, entry]) => entry !== undefined),
  ) as Partial<T>;

const notFound = ({ type, name }: Target) =>
  new KubeError({ status: 404, reason: 'NotFound', message: `${type.plural} "${name}" not found` });

const alreadyExists = ({ type, name }: Target) =>
  new KubeError({
    status: 409,
    reason: 'AlreadyExists',
    message: `${type.plural} "${name}" already exists`,
  });

const conflict = ({ type, name }: Target, why: string) =>
  new KubeError({
    status: 409,
    reason: 'Conflict',
    message: `Operation cannot be fulfilled on ${type.plural} "${name}": ${why}`,
  });

import { KubeError } from '../errors.ts';
import type { JsonPatchOperation } from '../objects.ts';

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** RFC 7386. */
export function applyMergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return structuredClone(patch);
  const result: Json = isObject(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else result[name] = applyMergePatch(result[name], value);
  }
  return result;
}

/** The part of RFC 6902 that Kubernetes clients use: no moves and copies. */
export function applyJsonPatch<T>(target: T, patch: JsonPatchOperation[]): T {
  const result = structuredClone(target);
  for (const operation of patch) applyOperation(result, operation);
  return result;
}

function applyOperation(root: unknown, operation: JsonPatchOperation): void {
  const path = operation.path
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = path.pop() ?? '';
  let parent = root;
  for (const part of path) parent = isContainer(parent) ? parent[part] : undefined;
  if (!isContainer(parent)) throw invalid(`${operation.path} does not exist`);
  write(parent, last, operation);
}

function isContainer(value: unknown): value is Json {
  return typeof value === 'object' && value !== null;
}

function write(parent: Json, name: string, { op, path, value }: JsonPatchOperation): void {
  if (op !== 'add' && !(name in parent)) throw invalid(`${path} does not exist`);
  if (op === 'test') {
    if (JSON.stringify(parent[name]) !== JSON.stringify(value)) throw invalid(`${path} differs`);
  } else if (Array.isArray(parent)) {
    const index = name === '-' ? parent.length : Number(name);
    parent.splice(index, op === 'add' ? 0 : 1, ...(op === 'remove' ? [] : [value]));
  } else if (op === 'remove') delete parent[name];
  else parent[name] = value;
}

function invalid(message: string): KubeError {
  return new KubeError({ status: 422, reason: 'Invalid', message });
}

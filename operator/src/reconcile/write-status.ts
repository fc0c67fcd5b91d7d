import { isDeepStrictEqual } from 'node:util';
import type { KubeObject } from '@cyberdesk/kube/objects';
import type { Resource } from '@cyberdesk/kube/resource';

/**
 * Puts the whole status, only when it differs, and only on the version it was computed from.
 * Returns whether it was written.
 */
export async function writeStatus<T extends KubeObject & { status?: object }>(
  api: Resource<T>,
  object: T,
  status: object,
): Promise<boolean> {
  if (isDeepStrictEqual(object.status, status)) return false;
  const { name, resourceVersion = '' } = object.metadata;
  const patch = [{ op: 'add' as const, path: '/status', value: status }];
  await api.jsonPatch(name, patch, { resourceVersion, subresource: 'status' });
  return true;
}

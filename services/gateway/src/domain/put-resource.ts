import { isAlreadyExists } from '@cyberdesk/kube/errors';
import type { KubeObject } from '@cyberdesk/kube/objects';
import type { Resource } from '@cyberdesk/kube/resource';

/**
 * Creates a resource, or replaces the spec of the one that is there as a whole: a member that the new spec lacks is gone,
 * at any depth, which a merge patch would keep.
 */
export const putResource = async <T extends KubeObject & { spec: object }>(
  resource: Resource<T>,
  wanted: T,
): Promise<T> => {
  try {
    return await resource.create(wanted);
  } catch (error) {
    if (!isAlreadyExists(error)) throw error;
    const operations = [{ op: 'replace' as const, path: '/spec', value: wanted.spec }];
    return resource.jsonPatch(wanted.metadata.name, operations);
  }
};

import { type InstanceRef, readInstance } from './domain/change-instance.ts';
import type { Instance } from './domain/instance.ts';
import { noSuchInstance } from './domain/refusal.ts';
import type { Services } from './services.ts';

/**
 * An instance from memory. What memory does not have is asked for once, because the watch may be a moment behind a
 * create.
 */
export const locate = async (
  { instances, cluster }: Pick<Services, 'instances' | 'cluster'>,
  ref: InstanceRef,
): Promise<Instance> => {
  const instance = instances.get(ref.name);
  if (instance === undefined) return readInstance(cluster, ref);
  const { organizationId } = ref;
  if (organizationId !== undefined && instance.spec.organizationId !== organizationId)
    throw noSuchInstance();
  return instance;
};

import { isNotFound } from '@cyberdesk/kube/errors';
import type { Cluster } from '../clients/cluster.ts';
import { type Instance, toInstance } from './instance.ts';
import { noSuchInstance } from './refusal.ts';
import { retryOnConflict } from './retry.ts';

/** Which instance, and whose it must be; without an organization it may be anyone's. */
export interface InstanceRef {
  name: string;
  organizationId: string | undefined;
}

/** The instance as the apiserver has it now; of another organization is as good as none. */
export const readInstance = async (
  { instances }: Cluster,
  { name, organizationId }: InstanceRef,
): Promise<Instance> => {
  const resource = await instances.find(name);
  if (resource === undefined) throw noSuchInstance();
  const instance = toInstance(resource);
  if (organizationId !== undefined && instance.spec.organizationId !== organizationId)
    throw noSuchInstance();
  return instance;
};

/**
 * Reads, decides, and writes only if nobody wrote in between; otherwise it decides again on what is there by then.
 * `decide` returns a merge patch of the spec, or undefined when there is nothing to do.
 */
export const changeInstance = (
  cluster: Cluster,
  ref: InstanceRef,
  decide: (instance: Instance) => object | undefined,
): Promise<Instance> =>
  retryOnConflict(async () => {
    const instance = await readInstance(cluster, ref);
    const spec = decide(instance);
    if (spec === undefined) return instance;
    const { resourceVersion } = instance;
    try {
      return toInstance(
        await cluster.instances.mergePatch(ref.name, { spec }, { resourceVersion }),
      );
    } catch (error) {
      throw isNotFound(error) ? noSuchInstance() : error;
    }
  });

import { setTimeout as delay } from 'node:timers/promises';
import { isConflict, isNotFound } from '@cyberdesk/kube/errors';
import type { Cluster } from '../clients/cluster.ts';
import { type Instance, toInstance } from './instance.ts';
import { noSuchInstance, Refusal } from './refusal.ts';

/** Which instance, and whose it must be; without an organization it may be anyone's. */
export interface InstanceRef {
  name: string;
  organizationId: string | undefined;
}

const attempts = 8;

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
export const changeInstance = async (
  cluster: Cluster,
  ref: InstanceRef,
  decide: (instance: Instance) => object | undefined,
): Promise<Instance> => {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const instance = await readInstance(cluster, ref);
    const spec = decide(instance);
    if (spec === undefined) return instance;
    const { resourceVersion } = instance;
    try {
      return toInstance(
        await cluster.instances.mergePatch(ref.name, { spec }, { resourceVersion }),
      );
    } catch (error) {
      if (isNotFound(error)) throw noSuchInstance();
      if (!isConflict(error)) throw error;
      await delay(10 * attempt * Math.random());
    }
  }
  const advice = 'The instance changes too often at the moment. Try again.';
  throw new Refusal('unavailable', advice, { retryAfterSeconds: 1 });
};

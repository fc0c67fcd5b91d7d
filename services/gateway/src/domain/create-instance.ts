import { isDeepStrictEqual } from 'node:util';
import type { CreateInstance, CyberdeskInstanceSpec } from '@cyberdesk/generated/gateway/types.gen';
import { toResourceName } from '@cyberdesk/kit/ids';
import { isAlreadyExists } from '@cyberdesk/kube/errors';
import {
  apiVersion,
  type Cluster,
  type InstanceResource,
  organizationLabel,
} from '../clients/cluster.ts';
import { deleteEnvironment, writeEnvironment } from './environment.ts';
import { type Instance, toInstance } from './instance.ts';
import { refuseDomains } from './policies.ts';
import { Refusal } from './refusal.ts';
import { refuseUnready } from './snapshot.ts';
import { readSnapshot } from './snapshots.ts';

/** Members that never change after creation: by them a repeat is told from another request. */
const lasting = [
  'organizationId',
  'template',
  'resources',
  'display',
  'locale',
  'timeZone',
  'keyboardLayout',
  'environmentSecret',
  'startTimeoutSeconds',
  'ratePerSecond',
  'source',
  'pool',
  'provisioning',
] as const satisfies (keyof CyberdeskInstanceSpec)[];

/**
 * Creates an instance, and before it the Secret with its environment: whoever sees the instance finds the Secret.
 * It creates and never applies, so that a late repeat cannot undo what happened to the instance since.
 */
export const createInstance = async (
  cluster: Cluster,
  { name, spec, env = {} }: CreateInstance,
  checkSource: CheckSource = refuseSource,
): Promise<Instance> => {
  refuseDomains(spec.network);
  const organization = toResourceName(spec.organizationId);
  const environmentSecret = Object.keys(env).length > 0;
  const resource: InstanceResource = {
    apiVersion,
    kind: 'CyberdeskInstance',
    metadata: { name, labels: { [organizationLabel]: organization } },
    spec: { ...spec, environmentSecret },
  };
  if (spec.source) {
    // A repeat need not find the snapshot any more.
    const known = await cluster.instances.find(name);
    if (known !== undefined) return sameOrConflict(known, resource);
    await checkSource(cluster, spec);
  }
  if (environmentSecret) await writeEnvironment(cluster, { name, organization }, env);
  try {
    return toInstance(await cluster.instances.create(resource));
  } catch (error) {
    if (isAlreadyExists(error)) return sameOrConflict(await cluster.instances.get(name), resource);
    if (environmentSecret && isRefusal(error)) await deleteEnvironment(cluster, name);
    throw error;
  }
};

type CheckSource = (cluster: Cluster, spec: CyberdeskInstanceSpec) => Promise<void>;

/** Refuses what cannot be made of the snapshot that the spec names. */
const refuseSource: CheckSource = async (cluster, { source, organizationId, resources }) => {
  if (!source) return;
  const snapshot = await readSnapshot(cluster, { name: source.snapshot, organizationId });
  refuseUnready(snapshot);
  const least = snapshot.status.lineage?.resources.diskGiB ?? 0;
  if (resources.diskGiB >= least) return;
  const detail = `The disk of the snapshot has ${least} GiB: resources.diskGiB must not be less.`;
  throw new Refusal('unprocessable', detail);
};

/** The apiserver said no for good: nothing will ever read the Secret. */
const isRefusal = (error: unknown): boolean => {
  const { status = 0 } = error as { status?: number };
  return status === 400 || status === 422;
};

const sameOrConflict = (known: InstanceResource, wanted: InstanceResource): Instance => {
  const differing = lasting.filter(
    (member) => !isDeepStrictEqual(known.spec[member], wanted.spec[member]),
  );
  if (differing.length === 0) return toInstance(known);
  throw new Refusal(
    'conflict',
    `An instance of this name exists with another ${differing.join(', ')}. Use another name.`,
  );
};

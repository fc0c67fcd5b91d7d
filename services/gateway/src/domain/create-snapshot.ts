import type { CreateSnapshot, CyberdeskSnapshotSpec } from '@cyberdesk/generated/gateway/types.gen';
import { toResourceName } from '@cyberdesk/kit/ids';
import { isAlreadyExists } from '@cyberdesk/kube/errors';
import {
  apiVersion,
  type Cluster,
  organizationLabel,
  type SnapshotResource,
} from '../clients/cluster.ts';
import { readInstance } from './change-instance.ts';
import type { Instance } from './instance.ts';
import { Refusal } from './refusal.ts';
import { refuseMoreThan, snapshotLimit } from './snapshot-limit.ts';
import { type Snapshot, toSnapshot } from './snapshot.ts';
import { refuseDeleted, refuseDiskless, refusePast } from './states.ts';

/** Keeps the disk of an instance. A repeat returns what exists, also when the instance is gone by then. */
export const createSnapshot = async (
  cluster: Cluster,
  { name, expiresAt, ...rest }: CreateSnapshot,
): Promise<Snapshot> => {
  const wanted = { ...rest, purpose: 'Keep' as const, ...(expiresAt && { expiresAt }) };
  const known = await cluster.snapshots.find(name);
  if (known !== undefined) return sameOrConflict(known, wanted);
  const { instance, organizationId } = rest;
  const source = await readInstance(cluster, { name: instance, organizationId });
  return takeSnapshot(cluster, source, { name, ...wanted });
};

/** What a snapshot is told from another by; the rest follows from the instance. */
type Wanted = Pick<
  CyberdeskSnapshotSpec,
  'organizationId' | 'instance' | 'purpose' | 'forks' | 'expiresAt'
>;

/** Creates the snapshot of an instance that was read just now. */
export const takeSnapshot = async (
  cluster: Cluster,
  source: Instance,
  { name, ...wanted }: Wanted & { name: string },
): Promise<Snapshot> => {
  refuseDeleted(source);
  refuseDiskless(source);
  refusePast(wanted.expiresAt);
  const { organizationId } = wanted;
  const limit = await snapshotLimit(cluster, organizationId);
  if (limit !== undefined) await refuseMoreThan(cluster, organizationId, limit - 1);
  const resource: SnapshotResource = {
    apiVersion,
    kind: 'CyberdeskSnapshot',
    metadata: { name, labels: { [organizationLabel]: toResourceName(organizationId) } },
    spec: { ...wanted, instanceUid: source.uid, desiredState: 'Present' },
  };
  const created = await create(cluster, resource);
  if (limit !== undefined) await retractOver(cluster, created, limit);
  return created;
};

const create = async ({ snapshots }: Cluster, resource: SnapshotResource): Promise<Snapshot> => {
  try {
    return toSnapshot(await snapshots.create(resource));
  } catch (error) {
    if (!isAlreadyExists(error)) throw error;
    return sameOrConflict(await snapshots.get(resource.metadata.name), resource.spec);
  }
};

/** Of several that were created at once for the last place each sees the others and goes: never one too many. */
const retractOver = async (cluster: Cluster, snapshot: Snapshot, limit: number): Promise<void> => {
  try {
    await refuseMoreThan(cluster, snapshot.spec.organizationId, limit);
  } catch (error) {
    if (error instanceof Refusal)
      await cluster.snapshots.delete(snapshot.name, { uid: snapshot.uid });
    throw error;
  }
};

/** The snapshot of this name when it is the one that is wanted. The time at which a fork's goes is our own choice. */
export const sameOrConflict = (known: SnapshotResource, wanted: Wanted): Snapshot => {
  const { spec } = known;
  const members = ['organizationId', 'instance', 'purpose', 'forks'] as const;
  const differing: string[] = members.filter((member) => spec[member] !== wanted[member]);
  const isKept = wanted.purpose === 'Keep';
  if (isKept && timeOf(spec.expiresAt) !== timeOf(wanted.expiresAt)) differing.push('expiresAt');
  if (differing.length === 0) return toSnapshot(known);
  const detail = `A snapshot of this name exists with another ${differing.join(', ')}. Use another name.`;
  throw new Refusal('conflict', detail);
};

const timeOf = (text: string | undefined): number => (text === undefined ? 0 : Date.parse(text));

import type {
  CreateInstance,
  CyberdeskInstanceSpec,
  ForkInstance,
} from '@cyberdesk/generated/gateway/types.gen';
import type { Cluster } from '../clients/cluster.ts';
import { type InstanceRef, readInstance } from './change-instance.ts';
import { createInstance } from './create-instance.ts';
import { sameOrConflict, takeSnapshot } from './create-snapshot.ts';
import { type Environment, readEnvironment } from './environment.ts';
import type { Instance } from './instance.ts';
import { mapBounded } from './map-bounded.ts';
import { Refusal } from './refusal.ts';
import { refusePast } from './states.ts';

/** What became of one fork. */
export type ForkOutcome = { name: string; instance: Instance } | { name: string; error: unknown };

const parallel = 8;
/** By then every fork has its disk or will never have it; the snapshot goes whatever became of them. */
const snapshotLifeMs = 60 * 60_000;

/** Makes instances of an instance: one snapshot of it, then every name by itself. What fails of one concerns no other. */
export const forkInstance = async (
  cluster: Cluster,
  ref: InstanceRef,
  fork: ForkInstance,
): Promise<ForkOutcome[]> => {
  const { names, expiresAt } = fork;
  refuseRepeated(names);
  refusePast(expiresAt);
  const source = await readInstance(cluster, ref);
  const isUsable = await snapshotFor(cluster, source, fork);
  const { environmentSecret } = source.spec;
  const env = environmentSecret ? await readEnvironment(cluster, source.name) : {};
  return mapBounded(names, parallel, async (name) => {
    try {
      const body = forkOf(source, { name, env, fork });
      return { name, instance: await createInstance(cluster, body, () => refuseUnless(isUsable)) };
    } catch (error) {
      return { name, error };
    }
  });
};

const refuseRepeated = (names: string[]): void => {
  if (new Set(names).size === names.length) return;
  throw new Refusal('unprocessable', 'names must name every fork once.');
};

const refuseUnless = async (isUsable: boolean): Promise<void> => {
  if (isUsable) return;
  const detail = 'The snapshot of this fork is gone. Fork again under another name of a snapshot.';
  throw new Refusal('snapshotNotReady', detail);
};

/**
 * Makes sure of the snapshot; false when it did its work and is gone. A late repeat must not make another one: a fork
 * that exists says that there was one.
 */
const snapshotFor = async (
  cluster: Cluster,
  source: Instance,
  { snapshot: name, names }: ForkInstance,
): Promise<boolean> => {
  const { organizationId } = source.spec;
  const purpose = 'Fork' as const;
  const wanted = { organizationId, instance: source.name, purpose, forks: names.length };
  const known = await cluster.snapshots.find(name);
  if (known !== undefined) {
    const { spec, status } = sameOrConflict(known, wanted);
    const isOver = ['Failed', 'Deleting', 'Deleted'].includes(status.phase ?? 'Pending');
    return spec.desiredState === 'Present' && !isOver;
  }
  if (await hasFork(cluster, name, names)) return false;
  const expiresAt = new Date(Date.now() + snapshotLifeMs).toISOString();
  await takeSnapshot(cluster, source, { name, ...wanted, expiresAt });
  return true;
};

const hasFork = async (
  { instances }: Cluster,
  snapshot: string,
  names: string[],
): Promise<boolean> => {
  const found = await mapBounded(names, parallel, (name) => instances.find(name));
  return found.some((instance) => instance?.spec.source?.snapshot === snapshot);
};

/** What a fork has of its source. Grants, previews and counters are the source's own. */
const inherited = [
  'organizationId',
  'template',
  'resources',
  'display',
  'locale',
  'timeZone',
  'keyboardLayout',
  'idle',
  'network',
  'onExpire',
  'startTimeoutSeconds',
  'ratePerSecond',
] as const satisfies (keyof CyberdeskInstanceSpec)[];

const forkOf = (
  { spec }: Instance,
  { name, env, fork }: { name: string; env: Environment; fork: ForkInstance },
): CreateInstance => {
  const has = inherited.filter((member) => spec[member] !== undefined);
  const own = Object.fromEntries(has.map((member) => [member, spec[member]]));
  return {
    name,
    spec: {
      ...(own as Pick<CyberdeskInstanceSpec, (typeof inherited)[number]>),
      source: { snapshot: fork.snapshot },
      // Said outright: what the resource would fill in by itself would make a repeat look like another request.
      provisioning: 'Cold',
      desiredState: 'Running',
      startCount: 1,
      ...(fork.expiresAt && { expiresAt: fork.expiresAt }),
    },
    env,
  };
};

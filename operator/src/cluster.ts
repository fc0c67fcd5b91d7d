import type { KubeClient } from '@cyberdesk/kube/client';
import { type Clock, systemClock } from '@cyberdesk/kube/clock';
import { createInformer, type Informer } from '@cyberdesk/kube/informer';
import type { KubeObject, ResourceType } from '@cyberdesk/kube/objects';
import type { Resource } from '@cyberdesk/kube/resource';
import { type ByInstance, indexByInstance } from './by-instance.ts';
import { type ByOrganization, indexByOrganization } from './by-organization.ts';
import {
  accountType,
  instanceNamespaceLabel,
  instanceType,
  machineInstanceType,
  networkPolicyType,
  poolType,
  snapshotType,
  virtualMachineRestoreType,
  virtualMachineSnapshotType,
  virtualMachineType,
} from './constants.ts';
import {
  projectMachineInstance,
  projectMetadata,
  projectVirtualMachine,
  type VirtualMachine,
  type VirtualMachineInstance,
} from './kubevirt.ts';
import type { NetworkPolicy } from './network/network-policy.ts';
import {
  type Account,
  type Instance,
  type Pool,
  projectResource,
  type Snapshot,
} from './resources.ts';
import type { MachineRestore, MachineSnapshot } from './snapshot-api.ts';

/** One kind in one namespace: its local copy, and calls that pass the fence. */
export interface Kind<T extends KubeObject> {
  cache: Informer<T>;
  api: Resource<T>;
}

export interface Shard {
  machines: Kind<VirtualMachine>;
  machineInstances: Kind<VirtualMachineInstance>;
  snapshots: Kind<MachineSnapshot>;
  restores: Kind<MachineRestore>;
  policies: Kind<NetworkPolicy>;
  /** Names of the machines that carry an instance's name. */
  ofInstance: ByInstance;
}

export interface Cluster {
  instances: Kind<Instance>;
  accounts: Kind<Account>;
  pools: Kind<Pool>;
  snapshots: Kind<Snapshot>;
  shards: ReadonlyMap<string, Shard>;
  byOrganization: ByOrganization;
  synced(): Promise<void>;
  /** Caches by name with the time they last heard of the apiserver. */
  caches(): [string, Informer<unknown>][];
  stop(): Promise<void>;
}

export interface ClusterOptions {
  client: KubeClient;
  namespace: string;
  shardNamespaces: string[];
  /** Throws when this replica may not write. */
  fence: () => void;
  clock?: Clock;
  onError?: (kind: string, error: unknown) => void;
}

/** Everything the operator knows of the cluster and may do to it. The caches start to fill at once. */
export function openCluster(options: ClusterOptions): Cluster {
  const { namespace, shardNamespaces } = options;
  const ours = { namespace, project: projectResource };
  const instances = openKind<Instance>(options, { ...ours, type: instanceType });
  const accounts = openKind<Account>(options, { ...ours, type: accountType });
  const pools = openKind<Pool>(options, { ...ours, type: poolType });
  const snapshots = openKind<Snapshot>(options, { ...ours, type: snapshotType });
  const shards = new Map(shardNamespaces.map((shard) => [shard, openShard(options, shard)]));
  const caches = (): [string, Informer<unknown>][] => [
    ['instances', instances.cache],
    ['accounts', accounts.cache],
    ['pools', pools.cache],
    ['snapshots', snapshots.cache],
    ...[...shards].flatMap(([name, shard]) => shardCaches(name, shard)),
  ];
  return {
    instances,
    accounts,
    pools,
    snapshots,
    shards,
    byOrganization: indexByOrganization(instances.cache, accounts.cache),
    caches,
    synced: async () => void (await Promise.all(caches().map(([, cache]) => cache.synced))),
    stop: async () => void (await Promise.all(caches().map(([, cache]) => cache.stop()))),
  };
}

const shardCaches = (name: string, shard: Shard): [string, Informer<unknown>][] => [
  [`machines/${name}`, shard.machines.cache],
  [`machineinstances/${name}`, shard.machineInstances.cache],
  [`snapshots/${name}`, shard.snapshots.cache],
  [`restores/${name}`, shard.restores.cache],
  [`policies/${name}`, shard.policies.cache],
];

function openShard(options: ClusterOptions, namespace: string): Shard {
  // Instances' machines and those of pools; on objects of other operators it is missing.
  const ours = { namespace, labelSelector: instanceNamespaceLabel };
  const machines = openKind(options, {
    ...ours,
    type: virtualMachineType,
    project: projectVirtualMachine,
  });
  return {
    machines,
    machineInstances: openKind(options, {
      ...ours,
      type: machineInstanceType,
      project: projectMachineInstance,
    }),
    snapshots: openKind<MachineSnapshot>(options, {
      ...ours,
      type: virtualMachineSnapshotType,
      project: projectResource,
    }),
    restores: openKind<MachineRestore>(options, {
      ...ours,
      type: virtualMachineRestoreType,
      project: projectResource,
    }),
    policies: openKind<NetworkPolicy>(options, {
      ...ours,
      type: networkPolicyType,
      project: ({ metadata }) => ({ metadata: projectMetadata(metadata) }),
    }),
    ofInstance: indexByInstance(machines.cache),
  };
}

interface KindOptions<T> {
  type: ResourceType;
  namespace: string;
  project: (object: T) => T;
  labelSelector?: string;
}

function openKind<T extends KubeObject>(
  { client, fence, clock = systemClock, onError }: ClusterOptions,
  { type, namespace, project, labelSelector }: KindOptions<T>,
): Kind<T> {
  const resource = client.resource<T>(type, namespace);
  const cache = createInformer<T, T>({
    resource,
    project,
    key: ({ metadata }) => metadata.name,
    clock,
    onError: (error) => onError?.(`${type.plural}/${namespace}`, error),
    ...(labelSelector !== undefined && { labelSelector }),
  });
  return { cache, api: fenced(resource, fence) };
}

/** Every write asks the fence right before it is sent. */
export function fenced<T extends KubeObject>(
  resource: Resource<T>,
  fence: () => void,
): Resource<T> {
  const guard =
    <Arguments extends unknown[], Result>(call: (...given: Arguments) => Promise<Result>) =>
    async (...given: Arguments): Promise<Result> => {
      fence();
      return await call(...given);
    };
  return {
    ...resource,
    create: guard(resource.create),
    replace: guard(resource.replace),
    mergePatch: guard(resource.mergePatch),
    jsonPatch: guard(resource.jsonPatch),
    patchStatus: guard(resource.patchStatus),
    delete: guard(resource.delete),
    act: guard(resource.act),
  };
}

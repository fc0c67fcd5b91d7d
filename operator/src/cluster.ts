import type { KubeClient } from '@cyberdesk/kube/client';
import { type Clock, systemClock } from '@cyberdesk/kube/clock';
import { createInformer, type Informer } from '@cyberdesk/kube/informer';
import type { KubeObject, ResourceType } from '@cyberdesk/kube/objects';
import type { Resource } from '@cyberdesk/kube/resource';
import { type ByOrganization, indexByOrganization } from './by-organization.ts';
import {
  accountType,
  instanceLabel,
  instanceType,
  machineInstanceType,
  virtualMachineType,
} from './constants.ts';
import {
  projectMachineInstance,
  projectVirtualMachine,
  type VirtualMachine,
  type VirtualMachineInstance,
} from './kubevirt.ts';
import { type Account, type Instance, projectAccount, projectInstance } from './resources.ts';

/** One kind in one namespace: its local copy, and calls that pass the fence. */
export interface Kind<T extends KubeObject> {
  cache: Informer<T>;
  api: Resource<T>;
}

export interface Shard {
  machines: Kind<VirtualMachine>;
  machineInstances: Kind<VirtualMachineInstance>;
}

export interface Cluster {
  instances: Kind<Instance>;
  accounts: Kind<Account>;
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
  const instances = openKind(options, { type: instanceType, namespace, project: projectInstance });
  const accounts = openKind(options, { type: accountType, namespace, project: projectAccount });
  const shards = new Map(shardNamespaces.map((shard) => [shard, openShard(options, shard)]));
  const caches = (): [string, Informer<unknown>][] => [
    ['instances', instances.cache],
    ['accounts', accounts.cache],
    ...[...shards].flatMap(
      ([name, { machines, machineInstances }]): [string, Informer<unknown>][] => [
        [`machines/${name}`, machines.cache],
        [`machineinstances/${name}`, machineInstances.cache],
      ],
    ),
  ];
  return {
    instances,
    accounts,
    shards,
    byOrganization: indexByOrganization(instances.cache, accounts.cache),
    caches,
    synced: async () => void (await Promise.all(caches().map(([, cache]) => cache.synced))),
    stop: async () => void (await Promise.all(caches().map(([, cache]) => cache.stop()))),
  };
}

function openShard(options: ClusterOptions, namespace: string): Shard {
  const labelSelector = instanceLabel;
  return {
    machines: openKind(options, {
      type: virtualMachineType,
      namespace,
      labelSelector,
      project: projectVirtualMachine,
    }),
    machineInstances: openKind(options, {
      type: machineInstanceType,
      namespace,
      labelSelector,
      project: projectMachineInstance,
    }),
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

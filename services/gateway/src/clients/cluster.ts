import type {
  CyberdeskAccount,
  CyberdeskInstance,
  CyberdeskPool,
  CyberdeskSnapshot,
} from '@cyberdesk/generated/crd/types.gen';
import type { KubeClient } from '@cyberdesk/kube/client';
import type { ObjectMeta, ResourceType, Secret } from '@cyberdesk/kube/objects';
import type { Resource } from '@cyberdesk/kube/resource';

type Named<T> = Omit<T, 'metadata'> & { metadata: ObjectMeta };

export type InstanceResource = Named<CyberdeskInstance>;
export type AccountResource = Named<CyberdeskAccount>;
export type PoolResource = Named<CyberdeskPool>;
export type SnapshotResource = Named<CyberdeskSnapshot>;

/** Everything of the cluster that the gateway may touch: its own custom resources and the Secrets beside them. */
export interface Cluster {
  instances: Resource<InstanceResource>;
  accounts: Resource<AccountResource>;
  pools: Resource<PoolResource>;
  snapshots: Resource<SnapshotResource>;
  secrets: Resource<Secret>;
}

export const instanceType: ResourceType = {
  group: 'cyberdesk.io',
  version: 'v1alpha1',
  plural: 'cyberdeskinstances',
};
export const accountType: ResourceType = { ...instanceType, plural: 'cyberdeskaccounts' };
export const poolType: ResourceType = { ...instanceType, plural: 'cyberdeskpools' };
export const snapshotType: ResourceType = { ...instanceType, plural: 'cyberdesksnapshots' };
export const apiVersion = 'cyberdesk.io/v1alpha1';

/** Resource name of the organization, for selectors and reports. */
export const organizationLabel = 'cyberdesk.io/organization';

export const clusterOn = (client: KubeClient, namespace: string): Cluster => ({
  instances: client.resource<InstanceResource>(instanceType, namespace),
  accounts: client.resource<AccountResource>(accountType, namespace),
  pools: client.resource<PoolResource>(poolType, namespace),
  snapshots: client.resource<SnapshotResource>(snapshotType, namespace),
  secrets: client.secrets(namespace),
});

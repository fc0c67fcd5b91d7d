import { join } from 'node:path';
import { CustomObjectsApi, KubeConfig } from '@kubernetes/client-node';
import { stateFolder } from './stack.ts';

const client = (): CustomObjectsApi => {
  const config = new KubeConfig();
  config.loadFromFile(join(stateFolder(), 'kubeconfig', 'admin.yaml'));
  return config.makeApiClient(CustomObjectsApi);
};

const names = async (
  group: string,
  version: string,
  namespace: string,
  plural: string,
): Promise<string[]> => {
  const list = (await client().listNamespacedCustomObject({
    group,
    version,
    namespace,
    plural,
  })) as {
    items: { metadata: { name: string } }[];
  };
  return list.items.map((item) => item.metadata.name).sort();
};

/** Names of all CyberdeskInstances. */
export const instances = (): Promise<string[]> =>
  names('cyberdesk.io', 'v1alpha1', 'cyberdesk', 'cyberdeskinstances');

/** Names of all VirtualMachines of the shard. */
export const virtualMachines = (): Promise<string[]> =>
  names('kubevirt.io', 'v1', 'cyberdesk-vms-00', 'virtualmachines');

/** Address of the machine of a desktop, as the operator wrote it into its instance. */
export const addressOf = async (desktopId: string): Promise<string> => {
  const name = desktopId.replace('_', '-');
  const place = { group: 'cyberdesk.io', version: 'v1alpha1', namespace: 'cyberdesk' };
  const instance = (await client().getNamespacedCustomObject({
    ...place,
    plural: 'cyberdeskinstances',
    name,
  })) as { status?: { machine?: { address?: string } } };
  return instance.status?.machine?.address ?? '';
};

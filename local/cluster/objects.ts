import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  KubeConfig,
  KubernetesObjectApi,
  PatchStrategy,
  type KubernetesObject,
} from '@kubernetes/client-node';
import { parseAllDocuments } from 'yaml';
import { setTimeout as delay } from 'node:timers/promises';
import { root } from '../state.ts';

const folders = [
  join(import.meta.dirname, 'crds'),
  join(root, 'generated/crd'),
  join(import.meta.dirname, 'rbac'),
];

/** Applies namespaces, custom resources (KubeVirt's and ours) and the Roles of gateway, operator and hypervisor. */
export const applyObjects = async (adminKubeconfig: string): Promise<number> => {
  const config = new KubeConfig();
  config.loadFromFile(adminKubeconfig);
  const api = KubernetesObjectApi.makeApiClient(config);
  const objects = [...namespaces(), ...folders.flatMap(readFolder)];
  for (const object of objects) await apply(api, object);
  await established(api, objects);
  return objects.length;
};

const namespaces = (): KubernetesObject[] =>
  ['cyberdesk', 'cyberdesk-vms-00', 'cyberdesk-images'].map((name) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name },
  }));

const readFolder = (folder: string): KubernetesObject[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .flatMap((name) => parseAllDocuments(readFileSync(join(folder, name), 'utf8')))
    .map((document) => document.toJS() as KubernetesObject)
    .filter(Boolean);

const apply = async (api: KubernetesObjectApi, object: KubernetesObject): Promise<void> => {
  try {
    await api.patch(
      object,
      undefined,
      undefined,
      'cyberdesk-local',
      true,
      PatchStrategy.ServerSideApply,
    );
  } catch (error) {
    const name = `${object.kind} ${object.metadata?.name}`;
    throw new Error(`The cluster refused ${name}: ${(error as Error).message.slice(0, 2_000)}`, {
      cause: error,
    });
  }
};

interface CustomResourceDefinition extends KubernetesObject {
  status?: { conditions?: { type: string; status: string }[] };
}

/** Waits until the API serves every custom resource: one that is used earlier answers 404. */
const established = async (
  api: KubernetesObjectApi,
  objects: KubernetesObject[],
): Promise<void> => {
  for (const { apiVersion = '', kind = '', metadata } of objects) {
    if (kind !== 'CustomResourceDefinition') continue;
    const header = { apiVersion, kind, metadata: { name: metadata?.name ?? '', namespace: '' } };
    for (let tries = 0; tries < 100; tries += 1) {
      const found: CustomResourceDefinition = await api.read(header);
      if (
        found.status?.conditions?.some(
          ({ type, status }) => type === 'Established' && status === 'True',
        )
      )
        break;
      await delay(100);
    }
  }
};

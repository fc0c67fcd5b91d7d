import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseAllDocuments } from 'yaml';
import { root } from '../state.ts';
import { applyObject, isServed, type KubernetesObject } from './rest.ts';

const folders = [
  join(import.meta.dirname, 'crds'),
  join(root, 'generated/crd'),
  // Gateway and operator run with the rights that the chart gives them, no others.
  join(root, 'generated/chart'),
  join(import.meta.dirname, 'rbac'),
];

/** Applies namespaces, custom resources (KubeVirt's and ours), the chart's Roles, and those of the hypervisor. */
export const applyObjects = async (port: number): Promise<void> => {
  const objects = [...namespaces(), ...folders.flatMap(readFolder)];
  for (const object of objects) await applyObject(port, object);
  for (const object of objects)
    if (object.kind === 'CustomResourceDefinition') await established(port, object);
};

const namespaces = (): KubernetesObject[] =>
  ['cyberdesk-system', 'cyberdesk', 'cyberdesk-vms-00', 'cyberdesk-images'].map((name) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name },
  }));

const parse = (text: string): KubernetesObject[] =>
  parseAllDocuments(text)
    .map((document) => document.toJS() as KubernetesObject)
    .filter(Boolean);

const readFolder = (folder: string): KubernetesObject[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .flatMap((name) => parse(readFileSync(join(folder, name), 'utf8')));

/** Waits until the API serves a custom resource. */
const established = async (port: number, definition: KubernetesObject): Promise<void> => {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await isServed(port, definition)) return;
    await delay(100);
  }
  throw new Error(`The cluster does not serve ${definition.metadata.name}.`);
};

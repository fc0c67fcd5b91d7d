import { readFileSync } from 'node:fs';
import { CustomObjectsApi, KubeConfig } from '@kubernetes/client-node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Identity } from './identities.ts';
import { startTestCluster, type TestCluster } from './testing.ts';

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startTestCluster();
});
afterAll(() => cluster.stop());

const instances = {
  group: 'cyberdesk.io',
  version: 'v1alpha1',
  namespace: 'cyberdesk',
  plural: 'cyberdeskinstances',
};
const machines = {
  group: 'kubevirt.io',
  version: 'v1',
  namespace: 'cyberdesk-vms-00',
  plural: 'virtualmachines',
};
const as = (identity: Identity): CustomObjectsApi => {
  const config = new KubeConfig();
  config.loadFromFile(cluster.kubeconfigs[identity]);
  return config.makeApiClient(CustomObjectsApi);
};
const name = `dsk-${'2'.repeat(34)}`;
const instance = (spec: object = {}) => ({
  apiVersion: 'cyberdesk.io/v1alpha1',
  kind: 'CyberdeskInstance',
  metadata: { name },
  spec: {
    organizationId: `org_${'2'.repeat(34)}`,
    template: 'desktop-base',
    resources: { vcpus: 2, memoryMiB: 2048, diskGiB: 16 },
    display: { width: 1280, height: 800 },
    ...spec,
  },
});

test('the gateway creates instances, and the contract’s defaults are filled in', async () => {
  const created = (await as('gateway').createNamespacedCustomObject({
    ...instances,
    body: instance(),
  })) as { spec: object };
  expect(created.spec).toMatchObject({
    desiredState: 'Running',
    startCount: 1,
    locale: 'en-US',
    onExpire: 'Stop',
  });
});

test('what the contract forbids is refused by the cluster itself', async () => {
  const body = [{ op: 'replace', path: '/spec/organizationId', value: `org_${'3'.repeat(34)}` }];
  const moved = as('gateway').patchNamespacedCustomObject({ ...instances, name, body });
  await expect(moved).rejects.toThrow(/immutable/);
  const large = {
    ...instance({ display: { width: 50_000, height: 800 } }),
    metadata: { name: `dsk-${'3'.repeat(34)}` },
  };
  await expect(
    as('gateway').createNamespacedCustomObject({ ...instances, body: large }),
  ).rejects.toThrow(/7680/);
});

test('gateway and operator may do no more than their Roles say', async () => {
  await expect(as('gateway').listNamespacedCustomObject(machines)).rejects.toThrow(/forbidden/);
  await expect(
    as('operator').createNamespacedCustomObject({ ...instances, body: instance() }),
  ).rejects.toThrow(/forbidden/);
  await expect(as('operator').listNamespacedCustomObject(machines)).resolves.toBeDefined();
  await expect(as('hypervisor').listNamespacedCustomObject(instances)).rejects.toThrow(/forbidden/);
});

test('nobody gets in without a token', async () => {
  const server = /server: (\S+)/.exec(readFileSync(cluster.kubeconfigs.admin, 'utf8'))?.[1] ?? '';
  const config = new KubeConfig();
  config.loadFromOptions({
    clusters: [{ name: 'x', server, skipTLSVerify: true }],
    users: [{ name: 'x' }],
    contexts: [{ name: 'x', cluster: 'x', user: 'x' }],
    currentContext: 'x',
  });
  await expect(
    config.makeApiClient(CustomObjectsApi).listNamespacedCustomObject(instances),
  ).rejects.toThrow(/401|Unauthorized/);
});

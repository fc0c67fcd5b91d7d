import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startTestCluster, type TestCluster } from '../../local/cluster/testing.ts';
import { connectKubernetes, type KubeClient } from '@cyberdesk/kube/client';
import { isAlreadyExists, isConflict, isNotFound } from '@cyberdesk/kube/errors';
import { createInformer } from '@cyberdesk/kube/informer';
import type { KubeObject, ResourceType } from '@cyberdesk/kube/objects';

const accounts: ResourceType = {
  group: 'cyberdesk.io',
  version: 'v1alpha1',
  plural: 'cyberdeskaccounts',
};
type Account = KubeObject & { spec: { organizationId: string; creditUnits?: number } };
const organizationId = 'org_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu';
const account = (name: string): Account => ({
  apiVersion: 'cyberdesk.io/v1alpha1',
  kind: 'CyberdeskAccount',
  metadata: { name },
  spec: { organizationId, creditUnits: 1 },
});

let cluster: TestCluster;
let client: KubeClient;

beforeAll(async () => {
  cluster = await startTestCluster();
  // The library is what is tried here, not somebody's rights.
  client = connectKubernetes({ kubeconfig: cluster.kubeconfigs.admin, userAgent: 'stack-test' });
});

afterAll(async () => {
  await client.close();
  await cluster.stop();
});

const resource = () => client.resource<Account>(accounts, 'cyberdesk');
const named = (error: unknown) => error;

test('errors of the real apiserver are told apart', async () => {
  const api = resource();
  expect(isNotFound(await api.get('none').catch(named))).toBe(true);
  const created = await api.create(account('errors'));
  expect(isAlreadyExists(await api.create(account('errors')).catch(named))).toBe(true);
  await api.mergePatch('errors', { spec: { creditUnits: 2 } });
  const { resourceVersion = '' } = created.metadata;
  const change = { spec: { organizationId, creditUnits: 3 } };
  const label = [{ op: 'add' as const, path: '/metadata/labels', value: { a: 'b' } }];
  const stale = [
    api.mergePatch('errors', change, { resourceVersion }),
    api.jsonPatch('errors', label, { resourceVersion }),
    api.replace({ ...created, ...change }),
    api.delete('errors', { resourceVersion }),
    api.delete('errors', { uid: '0d5c1c9e-1111-4222-8333-444455556666' }),
  ];
  for (const error of await Promise.all(stale.map((write) => write.catch(named)))) {
    expect(isConflict(error)).toBe(true);
  }
  const fresh = await api.get('errors');
  const version = { resourceVersion: fresh.metadata.resourceVersion ?? '' };
  const labelled = await api.jsonPatch('errors', label, version);
  expect(labelled.metadata.labels).toEqual({ a: 'b' });
  await api.delete('errors', { uid: labelled.metadata.uid ?? '' });
});

test('1,200 objects in pages, changes, and an apiserver that restarts in between', async () => {
  const api = resource();
  const names = Array.from({ length: 1_200 }, (_, index) => `a${index}`);
  for (let index = 0; index < names.length; index += 50) {
    await Promise.all(names.slice(index, index + 50).map((name) => api.create(account(name))));
  }
  const errors: unknown[] = [];
  const informer = createInformer<Account, number>({
    resource: api,
    project: ({ spec }) => spec.creditUnits ?? 0,
    key: ({ metadata }) => metadata.name,
    onError: (error) => errors.push(error),
  });
  await informer.synced;
  expect(informer.size()).toBe(1_200);
  await api.mergePatch('a7', { spec: { creditUnits: 7 } });
  await vi.waitFor(() => expect(informer.get('a7')).toBe(7), 5_000);

  await cluster.restartApiserver();
  await api.mergePatch('a8', { spec: { creditUnits: 8 } });
  await api.delete('a9');
  await vi.waitFor(() => expect([informer.get('a8'), informer.get('a9')]).toEqual([8, undefined]), {
    timeout: 30_000,
    interval: 100,
  });
  expect(informer.size()).toBe(1_199);
  expect(errors.length).toBeGreaterThan(0);
  await informer.stop();
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestCluster, type TestCluster } from '../../local/cluster/testing.ts';
import { kubectl, parse, template } from './testing.ts';

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startTestCluster();
});
afterAll(() => cluster.stop());

const system = 'cyberdesk-system';
const records = 'cyberdesk';
const shard = 'cyberdesk-vms-00';
const images = 'cyberdesk-images';
const snapshots = 'snapshot.kubevirt.io';
const policies = 'networkpolicies.networking.k8s.io';
const everywhere = [system, records, shard, images, 'default', 'kube-system'];

interface Rule {
  verbs: string[];
  apiGroups: string[];
  resources: string[];
  resourceNames?: string[];
}

/** What the API server says that a service account may do in a namespace, one line for each verb. */
const rightsOf = async (account: string, namespace: string): Promise<string[]> => {
  const review = {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectRulesReview',
    spec: { namespace },
  };
  const groups = ['system:serviceaccounts', `system:serviceaccounts:${system}`, 'system:authenticated'];
  const as = groups.flatMap((group) => ['--as-group', group]);
  const user = ['--as', `system:serviceaccount:${system}:${account}`, ...as];
  const argv = [...user, 'create', '--validate=false', '-f', '-', '-o', 'json'];
  const { stdout, stderr } = await kubectl(cluster.kubeconfigs.admin, argv, [review]);
  expect(stderr).toBe('');
  const { incomplete, resourceRules } = (
    JSON.parse(stdout) as { status: { incomplete: boolean; resourceRules: Rule[] } }
  ).status;
  expect(incomplete).toBe(false);
  return resourceRules.flatMap(lines).sort();
};

const lines = ({ verbs, apiGroups, resources, resourceNames = [''] }: Rule): string[] =>
  apiGroups
    .flatMap((group) => resources.map((resource) => (group ? `${resource}.${group}` : resource)))
    .flatMap((resource) => resourceNames.map((name) => (name ? `${resource}/${name}` : resource)))
    .flatMap((resource) => verbs.map((verb) => `${verb} ${resource}`));

const rights = (resource: string, ...verbs: string[]): string[] =>
  verbs.map((verb) => `${verb} ${resource}`);

/** What the sources call, and nothing besides. Whoever adds a call adds the right here and in the chart. */
const wanted: Record<string, Record<string, string[]>> = {
  gateway: {
    [records]: [
      ...rights('cyberdeskinstances.cyberdesk.io', 'get', 'list', 'watch', 'create', 'patch', 'delete'),
      ...rights('cyberdeskpools.cyberdesk.io', 'get', 'list', 'create', 'patch', 'delete'),
      ...rights('cyberdesksnapshots.cyberdesk.io', 'get', 'list', 'create', 'patch', 'delete'),
      ...rights('cyberdeskaccounts.cyberdesk.io', 'get', 'create', 'patch'),
      ...rights('secrets', 'get', 'create', 'delete'),
    ],
  },
  operator: {
    [records]: [
      ...rights('cyberdeskinstances.cyberdesk.io', 'get', 'list', 'watch', 'patch'),
      ...rights('cyberdesksnapshots.cyberdesk.io', 'get', 'list', 'watch', 'patch'),
      ...rights('cyberdeskaccounts.cyberdesk.io', 'get', 'list', 'watch'),
      ...rights('cyberdeskpools.cyberdesk.io', 'get', 'list', 'watch'),
      ...rights('cyberdeskinstances/status.cyberdesk.io', 'patch'),
      ...rights('cyberdeskaccounts/status.cyberdesk.io', 'patch'),
      ...rights('cyberdeskpools/status.cyberdesk.io', 'patch'),
      ...rights('cyberdesksnapshots/status.cyberdesk.io', 'patch'),
      ...rights('events.events.k8s.io', 'create'),
      ...rights('leases.coordination.k8s.io', 'create'),
      ...rights('leases.coordination.k8s.io/cyberdesk-operator', 'get', 'update'),
    ],
    [shard]: [
      ...rights('virtualmachines.kubevirt.io', 'get', 'list', 'watch', 'create', 'patch', 'delete'),
      ...rights('virtualmachineinstances.kubevirt.io', 'get', 'list', 'watch', 'patch', 'delete'),
      ...rights('virtualmachineinstances/pause.subresources.kubevirt.io', 'update'),
      ...rights('virtualmachineinstances/unpause.subresources.kubevirt.io', 'update'),
      ...rights(`virtualmachinesnapshots.${snapshots}`, 'get', 'list', 'watch', 'create', 'delete'),
      ...rights(`virtualmachinerestores.${snapshots}`, 'get', 'list', 'watch', 'create', 'delete'),
      ...rights(policies, 'get', 'list', 'watch', 'create', 'patch', 'delete'),
    ],
    [images]: rights('datasources.cdi.kubevirt.io', 'get'),
  },
};

const cases = Object.keys(wanted).flatMap((account) =>
  everywhere.map((namespace): [string, string] => [account, namespace]),
);

test.each(cases)('the %s may do in %s what its code needs and nothing else', async (account, namespace) => {
  const expected = wanted[account]?.[namespace] ?? [];
  // What Kubernetes itself gives to every service account is not the chart's.
  const everybodys = await rightsOf('nobody', namespace);
  const own = (await rightsOf(account, namespace)).filter((right) => !everybodys.includes(right));
  expect(own).toEqual([...expected].sort());
});

const may = async (account: string, verb: string, resource: string, namespace: string) => {
  const user = ['--as', `system:serviceaccount:${system}:${account}`];
  const argv = ['auth', 'can-i', verb, resource, '--namespace', namespace, ...user];
  return (await kubectl(cluster.kubeconfigs.admin, argv)).stdout.trim();
};

test.each([
  ['gateway', 'get', 'secrets/dsk-2', records, 'yes'],
  ['gateway', 'list', 'secrets', records, 'no'],
  ['gateway', 'get', 'secrets/cyberdesk-operator-keys', system, 'no'],
  ['gateway', 'get', 'secrets/cyberdesk-gateway-keys', system, 'no'],
  ['gateway', 'get', 'virtualmachines.kubevirt.io', shard, 'no'],
  ['gateway', 'get', 'nodes', records, 'no'],
  ['gateway', 'get', 'leases.coordination.k8s.io/cyberdesk-operator', records, 'no'],
  ['operator', 'create', 'virtualmachines.kubevirt.io', shard, 'yes'],
  ['operator', 'create', 'virtualmachines.kubevirt.io', 'default', 'no'],
  ['operator', 'get', 'secrets/dsk-2', records, 'no'],
  ['operator', 'get', 'secrets/cyberdesk-gateway-keys', system, 'no'],
  ['operator', 'create', 'cyberdeskinstances.cyberdesk.io', records, 'no'],
  ['operator', 'create', 'cyberdesksnapshots.cyberdesk.io', records, 'no'],
  ['operator', 'patch', 'cyberdeskpools.cyberdesk.io', records, 'no'],
  ['operator', 'create', 'networkpolicies.networking.k8s.io', system, 'no'],
  ['gateway', 'create', 'networkpolicies.networking.k8s.io', shard, 'no'],
  ['operator', 'get', 'nodes', shard, 'no'],
])('may the %s %s %s in %s? %s', async (...[account, verb, resource, namespace, answer]) => {
  expect(await may(account, verb, resource, namespace)).toBe(answer);
});

test('pods mount their keys from the namespace of the release, where no Role reaches', async () => {
  const objects = parse((await template([])).stdout);
  const places = (pattern: RegExp): Set<string | undefined> =>
    new Set(objects.filter(({ kind }) => pattern.test(kind)).map(({ metadata }) => metadata.namespace));
  expect(places(/^Deployment$/)).toEqual(new Set([system]));
  expect(places(/^Role$/)).toEqual(new Set([records, shard, images]));
  expect(places(/^ClusterRole/)).toEqual(new Set());
});

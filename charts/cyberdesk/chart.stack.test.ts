import { afterAll, beforeAll, expect, test } from 'vitest';
import { chart } from '../../local/cluster/helm.ts';
import { startTestCluster, type TestCluster } from '../../local/cluster/testing.ts';
import { helm, kubectl, parse, serviceMonitorDefinition, template, valueSets } from './testing.ts';

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startTestCluster();
  await admin(apply, [await serviceMonitorDefinition()]);
  const crd = 'crd/servicemonitors.monitoring.coreos.com';
  const { status, stderr } = await admin(['wait', '--for=condition=established', crd], []);
  if (status !== 0) throw new Error(stderr);
});
afterAll(() => cluster.stop());

test.each(valueSets)('helm lint finds nothing with %s', async (_, values) => {
  const { status, stdout } = await helm('lint', chart, '--strict', ...values);
  expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining('0 chart(s) failed') });
});

const admin = (argv: string[], objects: object[]) =>
  kubectl(cluster.kubeconfigs.admin, argv, objects);
const apply = ['apply', '--server-side', '--force-conflicts', '--field-manager=test', '-f', '-'];
const dryRun = [...apply, '--dry-run=server', '--validate=strict'];

const releaseNamespace = {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: {
    name: 'cyberdesk-system',
    labels: { 'pod-security.kubernetes.io/warn': 'restricted' },
  },
};

test.each(valueSets)('the API server takes every object made with %s, without a warning', async (_, values) => {
  const { stdout, stderr } = await template(values);
  const objects = parse(stdout);
  expect(objects.length, stderr).toBeGreaterThan(25);
  const namespaces = objects.filter(({ kind }) => kind === 'Namespace');
  const made = await admin(apply, [releaseNamespace, ...namespaces]);
  expect(made.stderr).toBe('');
  const answer = await admin(dryRun, objects);
  expect(answer.stderr).toBe('');
  expect(answer.stdout.trim().split('\n')).toHaveLength(objects.length);
});

test('a mistake in an object is found by the same way', async () => {
  const metadata = { name: 'wrong', namespace: 'cyberdesk-system' };
  const wrong = { apiVersion: 'v1', kind: 'Service', metadata, spec: { prots: [{ port: 80 }] } };
  const { status, stderr } = await admin(dryRun, [wrong]);
  expect(status).not.toBe(0);
  expect(stderr).toContain('prots');
});

test.each(valueSets)('every object made with %s has a place and the labels of the release', async (_, values) => {
  const clusterWide = new Set([
    'Namespace',
    'PriorityClass',
    'CustomResourceDefinition',
    'ValidatingAdmissionPolicy',
    'ValidatingAdmissionPolicyBinding',
    'FlowSchema',
    'PriorityLevelConfiguration',
  ]);
  for (const { kind, metadata } of parse((await template(values)).stdout)) {
    expect(metadata.namespace === undefined, `${kind} ${metadata.name}`).toBe(clusterWide.has(kind));
    if (kind !== 'CustomResourceDefinition')
      expect(metadata.labels, `${kind} ${metadata.name}`).toMatchObject({
        'app.kubernetes.io/name': 'cyberdesk',
        'app.kubernetes.io/instance': 'cyberdesk',
      });
  }
});

test.each([
  ['gateway.replicas=3', "at '/gateway': additional properties 'replicas' not allowed"],
  ['gateway.autoscaling.minReplicas=1', "at '/gateway/autoscaling/minReplicas': minimum: got 1, want 2"],
  ['gateway.autoscaling.minReplicas=20,gateway.autoscaling.maxReplicas=3', 'minReplicas must not be above maxReplicas'],
  ['gateway.control.sourceRanges={everybody}', "at '/gateway/control/sourceRanges/0'"],
  ['gateway.image.digest=latest', "at '/gateway/image/digest'"],
  ['admissionPolicies.kubevirtNamespace=KubeVirt', "at '/admissionPolicies/kubevirtNamespace'"],
  ['flowControl.nominalConcurrencyShares=0', "at '/flowControl/nominalConcurrencyShares': minimum"],
  ['logLevel=loud', "at '/logLevel': value must be one of"],
  ['namespaces.shards={a,a}', "at '/namespaces/shards': items at 0 and 1 are equal"],
  ['namespaces.shards={Shard_A}', "at '/namespaces/shards/0'"],
  ['operator.replicas=none', "at '/operator/replicas': got string, want integer"],
  ['namespaces.desktops=cyberdesk-system', 'Install with -n cyberdesk-system'],
  ['namespaces.shards={cyberdesk}', 'Namespace cyberdesk is one of namespaces.shards'],
  ['namespaces.images=cyberdesk-vms-00', 'namespaces.images (cyberdesk-vms-00) must not be one'],
])('%s is refused, and the error says where', async (setting, message) => {
  const { status, stdout, stderr } = await template(['--set', setting]);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain(message);
});

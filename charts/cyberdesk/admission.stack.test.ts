import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startTestCluster, type TestCluster } from '../../local/cluster/testing.ts';
import { kubectl, parse, template, type Answer } from './testing.ts';

const operator = 'system:serviceaccount:cyberdesk-system:operator';
const kubevirt = 'system:serviceaccount:kubevirt:kubevirt-controller';
const name = `dsk-${'2'.repeat(34)}`;

let cluster: TestCluster;

const admin = (argv: string[], ...objects: object[]): Promise<Answer> =>
  kubectl(cluster.kubeconfigs.admin, argv, objects);

/** As that user, but with every right: what is refused then is refused by admission. */
const as = (user: string, argv: string[], ...objects: object[]): Promise<Answer> =>
  admin(['--as', user, '--as-group', 'system:masters', ...argv], ...objects);

const machine = (namespace: string): object => ({
  apiVersion: 'kubevirt.io/v1',
  kind: 'VirtualMachine',
  metadata: { name: 'stranger', namespace },
  spec: { runStrategy: 'Halted', template: { spec: { domain: { devices: {} } } } },
});
const instance = {
  apiVersion: 'cyberdesk.io/v1alpha1',
  kind: 'CyberdeskInstance',
  metadata: { name, namespace: 'cyberdesk' },
  spec: {
    organizationId: `org_${'2'.repeat(34)}`,
    template: 'desktop-base',
    resources: { vcpus: 2, memoryMiB: 4096, diskGiB: 20 },
    display: { width: 1280, height: 800 },
  },
};
const create = ['create', '-f', '-'];
const tryOut = ['create', '--dry-run=server', '-f', '-'];

const must = ({ status, stderr }: Answer): void => {
  if (status !== 0 || stderr) throw new Error(stderr);
};

beforeAll(async () => {
  cluster = await startTestCluster();
  const objects = parse((await template([])).stdout);
  const policies = objects.filter(({ kind }) => kind.startsWith('ValidatingAdmissionPolicy'));
  must(await admin(['apply', '-f', '-'], ...policies));
  must(await admin(create, instance));
  // The apiserver takes a moment until it knows a new policy.
  await vi.waitUntil(
    async () => (await as('someone', tryOut, machine('cyberdesk-vms-00'))).status === 1,
    { timeout: 30_000, interval: 500 },
  );
});
afterAll(() => cluster.stop());

test.each([
  ['someone', 'cyberdesk-vms-00', 1],
  [operator, 'cyberdesk-vms-00', 0],
  [kubevirt, 'cyberdesk-vms-00', 0],
  ['system:serviceaccount:kubevirt-not:controller', 'cyberdesk-vms-00', 1],
  ['someone', 'default', 0],
])('%s makes a machine in %s: %i', async (user, namespace, status) => {
  const answer = await as(user, tryOut, machine(namespace));
  expect(answer.status, answer.stderr).toBe(status);
  if (status) expect(answer.stderr).toContain("Only Cyberdesk's operator makes machines in a shard");
});

const deadline = (expiresAt: string | null): string[] => [
  ...['patch', 'cyberdeskinstance', name, '--namespace', 'cyberdesk', '--type', 'merge'],
  ...['--patch', JSON.stringify({ spec: { expiresAt } })],
];

test('a deadline before the creation is refused, a later one and none are taken', async () => {
  const early = await admin(deadline('2020-01-01T00:00:00Z'));
  expect(early.stderr).toContain('spec.expiresAt must be after metadata.creationTimestamp');
  expect((await admin(deadline('2099-01-01T00:00:00Z'))).stderr).toBe('');
  expect((await admin(deadline(null))).stderr).toBe('');
});

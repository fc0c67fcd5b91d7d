import { silentLogger } from '@cyberdesk/kit/logger';
import { MemoryCluster } from '@cyberdesk/kube/testing/cluster';
import { createMemoryClient } from '@cyberdesk/kube/testing/memory-client';
import type { Machine } from '../driver.ts';
import {
  type MachineInstance,
  machineInstanceType,
  type VirtualMachine,
  virtualMachineType,
} from '../controller/objects.ts';
import { Shard } from '../controller/shard.ts';
import { FakeDriver } from './fake-driver.ts';

export const namespace = 'cyberdesk-vms-00';

export const virtualMachine = (name: string): VirtualMachine => ({
  apiVersion: 'kubevirt.io/v1',
  kind: 'VirtualMachine',
  metadata: { name, namespace },
  spec: {
    runStrategy: 'RerunOnFailure',
    template: {
      metadata: { labels: { 'cyberdesk.io/instance': name } },
      spec: {
        terminationGracePeriodSeconds: 7,
        domain: { cpu: { cores: 2 }, memory: { guest: '2048Mi' }, devices: {} },
        volumes: [{ name: 'config', cloudInitNoCloud: { userData: '{"jwks":{}}' } }],
        readinessProbe: { httpGet: { port: 8000, path: '/health' } },
      },
    },
  },
});

/** A shard on a cluster in memory, with machines that a test ends by hand. */
export function testShard(driver = new FakeDriver(), cluster = new MemoryCluster()) {
  const client = createMemoryClient(cluster);
  const vms = client.resource<VirtualMachine>(virtualMachineType, namespace);
  const vmis = client.resource<MachineInstance>(machineInstanceType, namespace);
  const shard = new Shard({ client, namespace, driver, log: silentLogger() });
  return {
    cluster,
    driver,
    vms,
    vmis,
    shard,
    start: (adopted: Machine[] = []) => shard.start(adopted),
  };
}

import { connectKubernetes, type KubeClient } from '@cyberdesk/kube/client';
import type { Logger } from '@cyberdesk/kit/logger';
import type { HypervisorConfig } from './config.ts';
import { Shard } from './controller/shard.ts';
import type { Driver, Machine } from './driver.ts';

export interface Hypervisor {
  /** Ends following the cluster; machines are stopped or left as the configuration says. */
  stop(): Promise<void>;
}

/** Plays KubeVirt for the given namespaces: what runs already is taken over, what belongs to nobody ends. */
export async function startHypervisor(
  config: HypervisorConfig,
  driver: Driver,
  log: Logger,
): Promise<Hypervisor> {
  const client: KubeClient = connectKubernetes({
    kubeconfig: config.kubeconfig,
    userAgent: 'cyberdesk-hypervisor',
  });
  const adopted = await driver.adopt();
  const shards = config.namespaces.map(
    (namespace) => new Shard({ client, namespace, driver, log }),
  );
  const owners = new Set<string>();
  for (const shard of shards) for (const uid of await shard.start(adopted)) owners.add(uid);
  await removeOrphans(driver, adopted, owners, log);
  return {
    stop: async () => {
      if (config.onExit === 'stop')
        await Promise.all(shards.map((shard) => shard.stopMachines(config.stopGraceMs)));
      await Promise.all(shards.map((shard) => shard.close()));
      await driver.close();
      await client.close();
    },
  };
}

/** What no VMI claimed is ended; disks whose VM is gone are removed. */
async function removeOrphans(
  driver: Driver,
  unclaimed: Machine[],
  owners: Set<string>,
  log: Logger,
): Promise<void> {
  for (const machine of unclaimed) {
    log.warn({ machine: machine.id }, 'ending a machine that no VirtualMachineInstance asks for');
    await machine.stop(0);
  }
  for (const id of await driver.known()) {
    if (owners.has(id)) continue;
    log.warn({ machine: id }, 'removing the disk of a VirtualMachine that is gone');
    await driver.erase(id);
  }
}

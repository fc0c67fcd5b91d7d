import { createLogger, logDestination } from '@cyberdesk/kit/logger';
import { loadPrivateKey, type JWK } from '@cyberdesk/kit/tokens';
import { MemoryCluster } from '@cyberdesk/kube/testing/cluster';
import { createMemoryClient } from '@cyberdesk/kube/testing/memory-client';
import { clusterOn } from '../../services/gateway/src/clients/cluster.ts';
import { startGateway } from '../../services/gateway/src/gateway.ts';
import { addInstance, runningStatus, setStatus } from '../../services/gateway/src/testing/world.ts';

/** What the gateway below is told, as JSON in its only argument. */
export interface GatewaySettings {
  apiKey: JWK;
  desktopKeyFile: string;
  execdPort: number;
  /** Address of each desktop by its name. */
  desktops: Record<string, string>;
  logFile: string;
}

/** Where it listens, as JSON in its first line. */
export interface GatewayPorts {
  controlPort: number;
  dataPort: number;
}

/** The gateway in a process of its own, with its log on; only the cluster is in memory, which no request asks. */
const main = async (settings: GatewaySettings): Promise<void> => {
  const cluster = new MemoryCluster();
  const direct = clusterOn(createMemoryClient(cluster), 'cyberdesk');
  for (const [name, address] of Object.entries(settings.desktops)) {
    await addInstance(direct, name);
    await setStatus(direct, name, runningStatus({ address }));
  }
  const gateway = await startGateway({
    host: '127.0.0.1',
    controlPort: 0,
    dataPort: 0,
    namespace: 'cyberdesk',
    kube: createMemoryClient(cluster),
    serviceKeys: () => ({ keys: [settings.apiKey] }),
    desktopKey: await loadPrivateKey(settings.desktopKeyFile),
    execdPort: settings.execdPort,
    previewHost: 'preview.localhost',
    build: 'bench',
    log: createLogger('gateway', { destination: logDestination(settings.logFile) }),
  });
  await gateway.services.instances.synced;
  const { controlPort, dataPort } = gateway;
  console.log(JSON.stringify({ controlPort, dataPort } satisfies GatewayPorts));
};

await main(JSON.parse(process.argv[2] ?? '{}') as GatewaySettings);

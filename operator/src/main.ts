import { createLogger } from '@cyberdesk/kit/logger';
import { installShutdown, onShutdown } from '@cyberdesk/kit/shutdown';
import { loadPrivateKey } from '@cyberdesk/kit/tokens';
import { connectKubernetes } from '@cyberdesk/kube/client';
import { loadConfig, readUserData } from './config.ts';
import { createBinder, createUseReader } from './gateway.ts';
import { startOperator } from './operator.ts';
import { startHealthServer } from './server.ts';

const config = loadConfig();
const log = createLogger('operator', { level: config.LOG_LEVEL });
const client = connectKubernetes({
  userAgent: `cyberdesk-operator/${config.BUILD}`,
  ...(config.KUBECONFIG !== undefined && { kubeconfig: config.KUBECONFIG }),
});
// A key set that cannot be put into a machine is found out now, not at the first desktop.
await readUserData(config.DESKTOP_JWKS_FILE);

const gateway = { url: config.GATEWAY_URL, key: await loadPrivateKey(config.SERVICE_KEY_FILE) };
const operator = startOperator({
  client,
  namespace: config.NAMESPACE,
  shardNamespaces: config.SHARD_NAMESPACES,
  leaseName: config.LEASE_NAME,
  identity: config.IDENTITY,
  concurrency: config.CONCURRENCY,
  log,
  bind: createBinder(gateway),
  use: createUseReader(gateway),
  machineOptions: async () => ({
    imagesNamespace: config.IMAGES_NAMESPACE,
    cpuAllocationRatio: config.CPU_ALLOCATION_RATIO,
    userData: await readUserData(config.DESKTOP_JWKS_FILE),
  }),
});
const server = await startHealthServer({
  host: config.HOST,
  port: config.HEALTH_PORT,
  registry: operator.metrics.registry,
  build: config.BUILD,
  checks: operator.checks,
});
log.info({ port: server.port, namespace: config.NAMESPACE }, 'operator started');

onShutdown('apiserver connection', client.close);
onShutdown('health server', server.close);
onShutdown('operator', operator.stop);
installShutdown(log);

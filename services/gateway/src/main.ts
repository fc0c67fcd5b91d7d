import { createLogger } from '@cyberdesk/kit/logger';
import { installShutdown, onShutdown } from '@cyberdesk/kit/shutdown';
import { loadPrivateKey } from '@cyberdesk/kit/tokens';
import { connectKubernetes } from '@cyberdesk/kube/client';
import { keysFrom } from './callers.ts';
import { loadConfig } from './config.ts';
import { startGateway } from './gateway.ts';

const config = loadConfig();
const log = createLogger('gateway', { level: config.LOG_LEVEL });
installShutdown(log);

const kube = connectKubernetes({
  userAgent: 'cyberdesk-gateway',
  ...(config.KUBECONFIG !== undefined && { kubeconfig: config.KUBECONFIG }),
});
const gateway = await startGateway({
  host: config.HOST,
  controlPort: config.CONTROL_PORT,
  dataPort: config.DATA_PORT,
  namespace: config.NAMESPACE,
  kube,
  serviceKeys: keysFrom(config.SERVICE_JWKS_FILE),
  desktopKey: await loadPrivateKey(config.DESKTOP_KEY_FILE),
  execdPort: config.EXECD_PORT,
  previewHost: new URL(config.PREVIEW_URL).hostname,
  build: config.BUILD,
  log,
});
onShutdown('gateway', gateway.close);
// Sent before SIGTERM by whoever has another replica to put in this one's place.
process.on('SIGUSR2', gateway.leave);
const { controlPort, dataPort } = gateway;
log.info({ host: config.HOST, controlPort, dataPort }, 'listening');

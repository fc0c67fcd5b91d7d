import { createSigner, type SigningKey } from '@cyberdesk/kit/tokens';
import type { Logger } from '@cyberdesk/kit/logger';
import type { KubeClient } from '@cyberdesk/kube/client';
import { createInformer } from '@cyberdesk/kube/informer';
import { createSocketServer } from '@cyberdesk/runtime';
import { controlApp, dataApp } from './apps.ts';
import { createCallerVerifier, type KeySource } from './callers.ts';
import { clusterOn } from './clients/cluster.ts';
import { execdConnector } from './clients/execd.ts';
import { createUpstream, type UpstreamLimits } from './clients/upstream.ts';
import { createDesktopTokens } from './desktop-tokens.ts';
import { toInstance } from './domain/instance.ts';
import { EventLog, type EventLogOptions } from './event-log.ts';
import { type Lifecycle, readinessOf } from './lifecycle.ts';
import { listen } from './listener.ts';
import { closings } from './live/closing.ts';
import { createGrantVerifier } from './live/grants.ts';
import { Viewers } from './live/viewers.ts';
import type { Services } from './services.ts';

export interface GatewayOptions {
  host: string;
  controlPort: number;
  dataPort: number;
  namespace: string;
  kube: KubeClient;
  /** Public keys of api and operator. */
  serviceKeys: KeySource;
  /** Signs tokens for desktops. */
  desktopKey: SigningKey;
  execdPort: number;
  build: string;
  log: Logger;
  upstream?: Partial<UpstreamLimits>;
  events?: EventLogOptions;
}

export interface Gateway {
  controlPort: number;
  dataPort: number;
  services: Services;
  close(): Promise<void>;
}

const graceMs = 6_000;
// RFB clients send keys, pointer and clipboard: little.
const maxViewerMessageBytes = 1024 * 1024;

/** Starts both listeners at once; readiness tells when the instances are known. */
export const startGateway = async (options: GatewayOptions): Promise<Gateway> => {
  const services = createServices(options);
  const { host, controlPort, dataPort } = options;
  const control = await listen(controlApp(services), { host, port: controlPort });
  const sockets = createSocketServer({ maxPayload: maxViewerMessageBytes });
  const data = await listen(dataApp(services), { host, port: dataPort, sockets });
  return {
    controlPort: control.port,
    dataPort: data.port,
    services,
    close: async () => {
      services.lifecycle.draining = true;
      services.events.close();
      services.viewers.closeAll(closings.restarting);
      await Promise.all([control.close(graceMs), data.close(graceMs)]);
      await services.instances.stop();
      await services.upstream.destroy();
      await options.kube.close();
    },
  };
};

const createServices = (options: GatewayOptions): Services => {
  const { kube, log, serviceKeys } = options;
  const cluster = clusterOn(kube, options.namespace);
  const instances = createInformer({
    resource: cluster.instances,
    project: toInstance,
    key: ({ metadata }) => metadata.name,
    onError: (err) => log.warn({ err }, 'instances are not followed at the moment'),
  });
  const lifecycle: Lifecycle = { synced: false, draining: false };
  instances.synced.then(
    () => {
      lifecycle.synced = true;
      log.info({ instances: instances.size(), ...readinessOf(lifecycle) }, 'instances are known');
    },
    () => {},
  );
  const viewers = new Viewers();
  viewers.follow(instances);
  const upstream = createUpstream(options.upstream);
  const sign = createSigner({ key: options.desktopKey, issuer: 'cyberdesk-gateway' });
  return {
    cluster,
    instances,
    events: new EventLog(instances, options.events),
    callers: createCallerVerifier(serviceKeys),
    grants: createGrantVerifier(serviceKeys),
    viewers,
    tokens: createDesktopTokens(sign),
    upstream,
    execd: execdConnector(upstream),
    execdPort: options.execdPort,
    lifecycle,
    build: options.build,
    log,
  };
};

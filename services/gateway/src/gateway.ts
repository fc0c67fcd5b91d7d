import { createSigner, type SigningKey } from '@cyberdesk/kit/tokens';
import type { Logger } from '@cyberdesk/kit/logger';
import type { KubeClient } from '@cyberdesk/kube/client';
import { createInformer } from '@cyberdesk/kube/informer';
import { createSocketServer } from '@cyberdesk/runtime';
import { controlServing, dataServing } from './apps.ts';
import { createCallerVerifier, type KeySource } from './callers.ts';
import { clusterOn } from './clients/cluster.ts';
import { execdConnector } from './clients/execd.ts';
import { createUpstream, type UpstreamLimits } from './clients/upstream.ts';
import { createDesktopTokens } from './desktop-tokens.ts';
import { toInstance } from './domain/instance.ts';
import { EventLog, type EventLogOptions } from './event-log.ts';
import { InstanceWaits } from './instance-waits.ts';
import { type Lifecycle, readinessOf } from './lifecycle.ts';
import { listen } from './listener.ts';
import { createGrantVerifier } from './grants.ts';
import { Previews } from './previews/previews.ts';
import { previewServer } from './previews/server.ts';
import type { Services } from './services.ts';
import { closings } from './sockets/closing.ts';
import { OpenSockets } from './sockets/open-sockets.ts';

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
  /** Host name that previews are names below. */
  previewHost: string;
  build: string;
  log: Logger;
  upstream?: Partial<UpstreamLimits>;
  events?: EventLogOptions;
}

export interface Gateway {
  controlPort: number;
  dataPort: number;
  services: Services;
  /**
   * Is not ready any more and moves its callers to other replicas, but serves on: requests that are under way end by
   * themselves. What comes before `close` where another replica stands.
   */
  leave(): void;
  close(): Promise<void>;
}

const graceMs = 6_000;
// What a browser is told may hold a file; execd bounds what viewers and terminals send.
const maxMessageBytes = 16 * 1024 * 1024;

/** Starts both listeners at once; readiness tells when the instances are known. */
export const startGateway = async (options: GatewayOptions): Promise<Gateway> => {
  const services = createServices(options);
  const { host, controlPort, dataPort } = options;
  const control = await listen(controlServing(services), { host, port: controlPort });
  const sockets = createSocketServer({ maxPayload: maxMessageBytes, autoPong: false });
  const previews = previewServer(services);
  const data = await listen(dataServing(services), { host, port: dataPort, sockets, previews });
  return {
    controlPort: control.port,
    dataPort: data.port,
    services,
    leave: () => {
      if (services.lifecycle.leaving) return;
      services.lifecycle.leaving = true;
      for (const listener of [control, data]) listener.leave();
      options.log.info('leaving');
    },
    close: async () => {
      services.lifecycle.draining = true;
      services.events.close();
      services.waits.close();
      for (const open of [services.viewers, services.sockets]) open.closeAll(closings.restarting);
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
  const lifecycle: Lifecycle = { synced: false, leaving: false, draining: false };
  instances.synced.then(
    () => {
      lifecycle.synced = true;
      log.info({ instances: instances.size(), ...readinessOf(lifecycle) }, 'instances are known');
    },
    () => {},
  );
  const viewers = new OpenSockets({ perInstance: 32, what: 'viewers' });
  const sockets = new OpenSockets({ perInstance: 256, what: 'connections' });
  for (const open of [viewers, sockets]) open.follow(instances);
  const upstream = createUpstream(options.upstream);
  const sign = createSigner({ key: options.desktopKey, issuer: 'cyberdesk-gateway' });
  return {
    cluster,
    instances,
    events: new EventLog(instances, options.events),
    waits: new InstanceWaits(instances),
    callers: createCallerVerifier(serviceKeys),
    grants: createGrantVerifier(serviceKeys),
    viewers,
    sockets,
    previews: new Previews(instances, options.previewHost),
    tokens: createDesktopTokens(sign),
    upstream,
    execd: execdConnector(upstream),
    execdPort: options.execdPort,
    lifecycle,
    build: options.build,
    log,
  };
};

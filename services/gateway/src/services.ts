import type { Informer } from '@cyberdesk/kube/informer';
import type { Logger } from '@cyberdesk/kit/logger';
import type { RequestContext } from '@cyberdesk/runtime';
import type { Dispatcher } from 'undici';
import type { Caller, CallerVerifier } from './callers.ts';
import type { Cluster } from './clients/cluster.ts';
import type { ConnectExecd } from './clients/execd.ts';
import type { DesktopTokens } from './desktop-tokens.ts';
import type { Instance } from './domain/instance.ts';
import type { EventLog } from './event-log.ts';
import type { InstanceWaits } from './instance-waits.ts';
import type { GrantVerifier } from './grants.ts';
import type { Previews } from './previews/previews.ts';
import type { OpenSockets } from './sockets/open-sockets.ts';
import type { Lifecycle } from './lifecycle.ts';

/** Everything that handlers work with; made once in `gateway.ts`. */
export interface Services {
  cluster: Cluster;
  instances: Informer<Instance>;
  events: EventLog;
  waits: InstanceWaits;
  callers: CallerVerifier;
  grants: GrantVerifier;
  /** Open live views. */
  viewers: OpenSockets;
  /** Every other open connection to a desktop. */
  sockets: OpenSockets;
  previews: Previews;
  tokens: DesktopTokens;
  upstream: Dispatcher;
  execd: ConnectExecd;
  execdPort: number;
  lifecycle: Lifecycle;
  build: string;
  log: Logger;
}

/** What a handler of the control listener knows besides its input. */
export interface Context {
  services: Services;
  caller: Caller;
  request: RequestContext;
}

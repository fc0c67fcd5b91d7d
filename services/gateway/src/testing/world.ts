import { newId } from '@cyberdesk/kit/ids';
import { silentLogger } from '@cyberdesk/kit/logger';
import type { TokenRequest } from '@cyberdesk/kit/tokens';
import { MemoryCluster } from '@cyberdesk/kube/testing/cluster';
import { createMemoryClient, type Interceptor } from '@cyberdesk/kube/testing/memory-client';
import { type Cluster, clusterOn, type InstanceResource } from '../clients/cluster.ts';
import { type Gateway, type GatewayOptions, startGateway } from '../gateway.ts';
import { type FakeDesktop, startDesktop } from './desktop.ts';
import { createKeys, type Keys } from './keys.ts';

export const organizationId = `org_${'a'.repeat(34)}`;
export const otherOrganizationId = `org_${'b'.repeat(34)}`;
export const machineUid = 'uid-of-the-machine';
/** The desktop that runs in every world. */
export const running = `dsk-${'r'.repeat(34)}`;

const areas = ['instances', 'accounts', 'pools', 'screen', 'input', 'commands', 'files'];
const scopes = areas.flatMap((name) => [`${name}:read`, `${name}:write`]);

/** A gateway between a cluster in memory and one real server in the place of a desktop. */
export interface World {
  gateway: Gateway;
  cluster: MemoryCluster;
  /** Direct access, as the operator has it. */
  kube: Cluster;
  desktop: FakeDesktop;
  keys: Keys;
  /** Faults of the apiserver. */
  faults: Interceptor;
  token(claims?: object, request?: Partial<TokenRequest>): Promise<string>;
  /** A token of the platform itself, which is confined to no organization. */
  platformToken(): Promise<string>;
  /** Calls the control listener, as the api unless a token is given. */
  call(method: string, path: string, options?: CallOptions): Promise<Response>;
  close(): Promise<void>;
}

export interface CallOptions {
  token?: string | undefined;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

export const startWorld = async (options: Partial<GatewayOptions> = {}): Promise<World> => {
  const keys = await createKeys();
  const desktop = await startDesktop(running, keys.desktopKeys);
  const cluster = new MemoryCluster();
  const faults: Interceptor = {};
  const kube = createMemoryClient(cluster, {
    before: (call) => faults.before?.(call),
    after: (call) => faults.after?.(call),
  });
  const direct = clusterOn(createMemoryClient(cluster), 'cyberdesk');
  await addInstance(direct, running);
  await setStatus(direct, running, runningStatus());
  const gateway = await startGateway({
    host: '127.0.0.1',
    controlPort: 0,
    dataPort: 0,
    namespace: 'cyberdesk',
    kube,
    serviceKeys: () => keys.serviceKeys,
    desktopKey: keys.desktop,
    execdPort: desktop.port,
    previewHost: 'preview.test',
    build: 'test',
    log: silentLogger(),
    ...options,
  });
  await gateway.services.instances.synced;
  const token: World['token'] = (claims = {}, request = {}) =>
    keys.api({
      audience: 'gateway',
      subject: 'test',
      ttlSeconds: 60,
      claims: apiClaims(claims),
      ...request,
    });
  return {
    gateway,
    cluster,
    kube: direct,
    desktop,
    keys,
    faults,
    token,
    platformToken: () => token({ org: undefined, actor: { type: 'system', id: 'api' } }),
    call: async (method, path, call = {}) => {
      const bearer = 'token' in call ? call.token : await token();
      return fetch(
        `http://127.0.0.1:${gateway.controlPort}${path}`,
        requestInit(method, bearer, call),
      );
    },
    close: async () => {
      await gateway.close();
      await desktop.close();
    },
  };
};

const apiClaims = (claims: object) => ({
  org: organizationId,
  scopes,
  role: 'control',
  actor: { type: 'agent', id: 'key_1' },
  ...claims,
});

const requestInit = (
  method: string,
  bearer: string | undefined,
  call: CallOptions,
): RequestInit => ({
  method,
  headers: {
    ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
    ...(call.body !== undefined && { 'content-type': 'application/json' }),
    ...call.headers,
  },
  ...(call.body !== undefined && { body: bodyOf(call.body), duplex: 'half' }),
  ...(call.signal && { signal: call.signal }),
});

const bodyOf = (body: unknown): BodyInit =>
  typeof body === 'string' || body instanceof Uint8Array || body instanceof ReadableStream
    ? (body as BodyInit)
    : JSON.stringify(body);

export const specOf = (changes: object = {}): InstanceResource['spec'] => ({
  organizationId,
  template: 'desktop-base',
  resources: { vcpus: 2, memoryMiB: 2048, diskGiB: 16 },
  display: { width: 1280, height: 800 },
  desiredState: 'Running',
  startCount: 1,
  ...changes,
});

export const newName = (): string => newId('dsk').replace('_', '-');

export const addInstance = (cluster: Cluster, name: string, changes: object = {}) =>
  cluster.instances.create({
    apiVersion: 'cyberdesk.io/v1alpha1',
    kind: 'CyberdeskInstance',
    metadata: { name },
    spec: specOf(changes),
  });

export const newSnapshotName = (): string => newId('snp').replace('_', '-');

export const setSnapshotStatus = (cluster: Cluster, name: string, status: object) =>
  cluster.snapshots.patchStatus(name, status);

export const setStatus = (cluster: Cluster, name: string, status: object) =>
  cluster.instances.patchStatus(name, status);

export const runningStatus = (machine: object = {}): object => ({
  phase: 'Running',
  machine: {
    namespace: 'cyberdesk-vms-00',
    name: running,
    uid: machineUid,
    address: '127.0.0.1',
    contractVersion: '0.1.0',
    boundAt: '2026-11-23T08:00:00Z',
    ...machine,
  },
});

/** Waits until the gateway's own copy satisfies a condition. */
export const seen = (gateway: Gateway, condition: () => boolean): Promise<void> =>
  new Promise((resolve) => {
    const stop = gateway.services.instances.onChange(() => {
      if (!condition()) return;
      resolve();
      queueMicrotask(() => stop());
    });
    if (condition()) resolve();
  });

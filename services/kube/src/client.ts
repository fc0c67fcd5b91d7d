import type { RequestOptions } from 'node:https';
import { KubeConfig } from '@kubernetes/client-node';
import { clientOn } from './client-on.ts';
import type { KubeObject, Lease, ResourceType, Secret } from './objects.ts';
import type { Resource } from './resource.ts';
import { createTransport, type Credentials } from './transport.ts';

export interface KubeClient {
  /** Objects of one kind in one namespace; without a namespace, in all of them. */
  resource<T extends KubeObject>(type: ResourceType, namespace?: string): Resource<T>;
  secrets(namespace: string): Resource<Secret>;
  leases(namespace: string): Resource<Lease>;
  /** True when the apiserver answers us now. */
  reachable(signal?: AbortSignal): Promise<boolean>;
  close(): Promise<void>;
}

export interface ConnectOptions {
  /** Path of a kubeconfig file; without it the pod's own service account is used. */
  kubeconfig?: string;
  userAgent: string;
}

// Rotated service account tokens and certificates are picked up within this time.
const credentialsLifetimeMs = 60_000;

/** Connects to the apiserver. Nothing is sent before the first call. */
export function connectKubernetes(options: ConnectOptions): KubeClient {
  const config = loadConfig(options.kubeconfig);
  const server = config.getCurrentCluster()?.server;
  if (server === undefined) {
    throw new Error('The kubeconfig has no current cluster: set its current-context.');
  }
  const transport = createTransport({
    server,
    userAgent: options.userAgent,
    credentials: cachedCredentials(config),
  });
  return clientOn(transport);
}

function loadConfig(path: string | undefined): KubeConfig {
  const config = new KubeConfig();
  try {
    if (path === undefined) config.loadFromCluster();
    else config.loadFromFile(path);
  } catch (error) {
    const where = path ?? 'of the pod';
    throw new Error(`Cannot read the kubeconfig ${where}: ${String(error)}`, { cause: error });
  }
  return config;
}

function cachedCredentials(config: KubeConfig): () => Promise<Credentials> {
  let cached: { value: Promise<Credentials>; until: number } | undefined;
  return async () => {
    if (cached === undefined || Date.now() >= cached.until) {
      const value = readCredentials(config);
      cached = { value, until: Date.now() + credentialsLifetimeMs };
      value.catch(() => (cached = undefined));
    }
    return await cached.value;
  };
}

async function readCredentials(config: KubeConfig): Promise<Credentials> {
  const options: RequestOptions = { headers: {} };
  await config.applyToHTTPSOptions(options);
  const headers = { ...(options.headers as Record<string, string>) };
  if (typeof options.auth === 'string') {
    headers['Authorization'] = `Basic ${Buffer.from(options.auth).toString('base64')}`;
  }
  const { ca, cert, key, pfx, passphrase, rejectUnauthorized, servername } = options;
  const tls = { ca, cert, key, pfx, passphrase, rejectUnauthorized, servername };
  const given = Object.entries(tls).filter(([, value]) => value !== undefined);
  return { headers, tls: Object.fromEntries(given) };
}

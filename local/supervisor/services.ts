import { join } from 'node:path';
import { etcdArguments } from '../cluster/etcd.ts';
import { apiserverArguments, apiserverReady } from '../cluster/apiserver.ts';
import type { Binaries } from '../cluster/binaries.ts';
import type { Identity } from '../cluster/identities.ts';
import { environment } from '../config.ts';
import { ensureDataFolder } from '../postgres/folder.ts';
import { readState, root, stateDirectory, type Driver } from '../state.ts';
import { serveArguments } from '../web/build.ts';
import type { Keys } from './keys.ts';
import type { Ports } from './ports.ts';
import type { ServiceDefinition } from './service.ts';
import { Client } from 'pg';

/** What the definitions are made from. */
export interface Plan {
  ports: Ports;
  keys: Keys;
  driver: Driver;
  /** True for `npm run dev`: our services restart when their source changes. */
  watch: boolean;
  /** Folder of the built pages; absent when the stack runs without them. */
  webBuild: string | undefined;
}

/** URL of the database for one of its roles. */
export const databaseUrl = ({ ports, keys }: Plan, role: 'admin' | 'api' | 'auth'): string => {
  const [user, password] = {
    admin: ['postgres', keys.postgresPassword],
    api: ['cyberdesk_api', keys.apiPassword],
    auth: ['supabase_auth_admin', keys.authPassword],
  }[role] as [string, string];
  return `postgres://${user}:${password}@127.0.0.1:${ports.postgres}/postgres`;
};

/** URLs that people and services use. */
export const urls = ({ ports }: Plan) => ({
  api: `http://127.0.0.1:${ports.api}`,
  gateway: `http://127.0.0.1:${ports.gatewayControl}`,
  gatewayPublic: `http://127.0.0.1:${ports.gatewayData}`,
  auth: `http://127.0.0.1:${ports.auth}`,
  // Browsers and curl take every name below localhost for this machine.
  previews: `http://preview.localhost:${ports.gatewayData}`,
  web: `http://127.0.0.1:${ports.web}`,
});

/** etcd, kube-apiserver and Postgres, in the order in which they start. */
export const foundation = (plan: Plan, binaries: Binaries): ServiceDefinition[] => [
  {
    name: 'etcd',
    argv: [binaries.etcd, ...etcdArguments(plan.ports)],
    ready: () => answers(`http://127.0.0.1:${plan.ports.etcd}/health`),
  },
  {
    name: 'kube-apiserver',
    argv: [binaries.apiserver, ...apiserverArguments(plan.ports)],
    ready: () => apiserverReady(plan.ports.apiserver),
    readyTimeoutMs: 120_000,
  },
  {
    name: 'postgres',
    argv: script(plan, 'local/postgres/main.ts'),
    env: {
      POSTGRES_FOLDER: ensureDataFolder(),
      POSTGRES_PORT: String(plan.ports.postgres),
      POSTGRES_PASSWORD: plan.keys.postgresPassword,
    },
    ready: () => databaseAnswers(databaseUrl(plan, 'admin')),
  },
];

/** Everything of ours: what one list holds starts side by side, after all of the list before. */
export const product = (
  plan: Plan,
  kubeconfigs: Record<Identity, string>,
): ServiceDefinition[][] => [
  [auth(plan), hypervisor(plan, kubeconfigs.hypervisor), gateway(plan, kubeconfigs.gateway)],
  [operator(plan, kubeconfigs.operator), api(plan)],
  plan.webBuild === undefined ? [] : [web(plan, plan.webBuild)],
];

const auth = (plan: Plan): ServiceDefinition => ({
  name: 'auth',
  argv: script(plan, 'local/auth/main.ts'),
  env: {
    PORT: String(plan.ports.auth),
    DATABASE_URL: databaseUrl(plan, 'auth'),
    SIGNING_KEY_FILE: plan.keys.authKeyFile,
    PUBLISHABLE_KEY: plan.keys.publishableKey,
    OUTBOX: stateDirectory('outbox'),
    CONFIRM_EMAIL: environment.confirmsEmail() ? 'on' : 'off',
    PUBLIC_URL: urls(plan).auth,
  },
  ready: () => answers(`${urls(plan).auth}/auth/v1/health`),
});

const hypervisor = (plan: Plan, kubeconfig: string): ServiceDefinition => ({
  name: 'hypervisor',
  argv: script(plan, 'local/hypervisor/main.ts'),
  env: {
    KUBECONFIG: kubeconfig,
    STATE_DIR: stateDirectory('hypervisor'),
    DRIVER: plan.driver,
    NAMESPACES: 'cyberdesk-vms-00',
    ON_EXIT: 'stop',
  },
  // It writes this file when it has taken over what ran and follows the cluster; the supervisor removed an older one.
  ready: () => Promise.resolve(readState('hypervisor', 'hypervisor.json') !== undefined),
  readyTimeoutMs: 120_000,
  stopGraceMs: 60_000,
  keepsChildren: true,
});

const gateway = (plan: Plan, kubeconfig: string): ServiceDefinition => ({
  name: 'gateway',
  argv: script(plan, 'services/gateway/src/main.ts'),
  env: {
    HOST: '127.0.0.1',
    CONTROL_PORT: String(plan.ports.gatewayControl),
    DATA_PORT: String(plan.ports.gatewayData),
    PUBLIC_URL: urls(plan).gatewayPublic,
    PREVIEW_URL: urls(plan).previews,
    KUBECONFIG: kubeconfig,
    NAMESPACE: 'cyberdesk',
    SERVICE_JWKS_FILE: plan.keys.serviceJwksFile,
    DESKTOP_KEY_FILE: plan.keys.desktopKeyFile,
  },
  ready: () => answers(`${urls(plan).gateway}/ready`),
});

const operator = (plan: Plan, kubeconfig: string): ServiceDefinition => ({
  name: 'operator',
  argv: script(plan, 'operator/src/main.ts'),
  env: {
    KUBECONFIG: kubeconfig,
    NAMESPACE: 'cyberdesk',
    SHARD_NAMESPACES: 'cyberdesk-vms-00',
    GATEWAY_URL: urls(plan).gateway,
    SERVICE_KEY_FILE: plan.keys.operatorKeyFile,
    DESKTOP_JWKS_FILE: plan.keys.desktopJwksFile,
    IMAGE_DATA_SOURCE: 'desktop-base',
    HEALTH_PORT: String(plan.ports.operator),
    LEASE_NAME: 'cyberdesk-operator',
    // The same name after a kill: it continues its own lease instead of waiting for its end.
    IDENTITY: 'cyberdesk-operator-local',
  },
  ready: () => answers(`http://127.0.0.1:${plan.ports.operator}/ready`),
});

const api = (plan: Plan): ServiceDefinition => ({
  name: 'api',
  argv: script(plan, 'services/api/src/main.ts'),
  env: {
    HOST: '127.0.0.1',
    PORT: String(plan.ports.api),
    DATABASE_URL: databaseUrl(plan, 'api'),
    PUBLIC_URL: urls(plan).api,
    GATEWAY_URL: urls(plan).gateway,
    GATEWAY_PUBLIC_URL: urls(plan).gatewayPublic,
    PREVIEW_URL: urls(plan).previews,
    WEB_URL: urls(plan).web,
    SERVICE_KEY_FILE: plan.keys.apiKeyFile,
    AUTH_URL: urls(plan).auth,
    WEB_ORIGINS: urls(plan).web,
    CLUSTER_ID: 'local',
    REGION: 'local',
    ...limits(plan),
  },
  ready: () => answers(`${urls(plan).api}/ready`),
});

const web = (plan: Plan, build: string): ServiceDefinition => ({
  name: 'web',
  argv: serveArguments(plan.ports.web, plan.watch),
  env: {
    ...(plan.watch ? {} : { WEB_BUILD: build }),
    NEXT_TELEMETRY_DISABLED: '1',
    SITE_URL: urls(plan).web,
    API_URL: urls(plan).api,
    GATEWAY_PUBLIC_URL: urls(plan).gatewayPublic,
    AUTH_URL: urls(plan).auth,
    AUTH_PUBLISHABLE_KEY: plan.keys.publishableKey,
  },
  ready: () => answers(`${urls(plan).web}/sign-in`),
  // In development the first page is made when it is asked for.
  readyTimeoutMs: 120_000,
});

/** The largest machine that this stack makes, and how many an organization may have. */
const limits = (plan: Plan): Record<string, string> => ({
  MAX_VCPUS: plan.driver === 'qemu' ? '2' : '8',
  MAX_MEMORY_MIB: plan.driver === 'qemu' ? '2048' : '16384',
  MAX_DESKTOPS_PER_ORGANIZATION: environment.maxDesktops(),
});

const script = (plan: Plan, path: string): string[] => [
  process.execPath,
  ...(plan.watch && !path.startsWith('local/') ? ['--watch'] : []),
  '--disable-warning=ExperimentalWarning',
  join(root, path),
];

const answers = async (url: string): Promise<boolean> =>
  (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;

const databaseAnswers = async (url: string): Promise<boolean> => {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    return true;
  } finally {
    await client.end().catch(() => undefined);
  }
};

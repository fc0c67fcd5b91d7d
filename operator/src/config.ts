import { hostname } from 'node:os';
import { readFile } from 'node:fs/promises';
import { choice, file, int, list, optional, readConfig, string, url } from '@cyberdesk/kit/config';

export type Config = ReturnType<typeof loadConfig>;

/** The operator's environment. The only place where it is read. */
export function loadConfig(env: Record<string, string | undefined> = process.env) {
  const values = readConfig(env, {
    KUBECONFIG: optional(),
    NAMESPACE: string('cyberdesk'),
    SHARD_NAMESPACES: list(['cyberdesk-vms-00']),
    IMAGES_NAMESPACE: string('cyberdesk-images'),
    GATEWAY_URL: url(),
    SERVICE_KEY_FILE: file(),
    DESKTOP_JWKS_FILE: file(),
    CPU_ALLOCATION_RATIO: int(1, { min: 1, max: 20 }),
    CONCURRENCY: int(32, { min: 1, max: 512 }),
    HOST: string('127.0.0.1'),
    HEALTH_PORT: int(7650, { min: 0, max: 65_535 }),
    LEASE_NAME: string('cyberdesk-operator'),
    IDENTITY: string(`${hostname()}-${process.pid}`),
    LOG_LEVEL: choice(['debug', 'info', 'warn', 'error', 'silent'], 'info'),
    BUILD: string('dev'),
  });
  if (values.SHARD_NAMESPACES.length === 0) {
    throw new Error('SHARD_NAMESPACES must name at least one namespace for virtual machines.');
  }
  return values;
}

// KubeVirt refuses a longer userData.
const maxUserDataBytes = 2048;

/** What the config disk of a machine carries: the cluster's public keys, read anew for each machine. */
export async function readUserData(path: string): Promise<string> {
  const parsed = JSON.parse(await readFile(path, 'utf8')) as { keys?: object[] };
  if (!Array.isArray(parsed.keys)) throw new Error(`${path} is not a JSON Web Key Set.`);
  if (parsed.keys.some((key) => 'd' in key)) {
    throw new Error(`${path} holds a private key: machines may only get public ones.`);
  }
  const userData = JSON.stringify({ jwks: { keys: parsed.keys } });
  if (Buffer.byteLength(userData) > maxUserDataBytes) {
    throw new Error(
      `${path} is too large for a config disk: keep at most a few public keys in it.`,
    );
  }
  return userData;
}

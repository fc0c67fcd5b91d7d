import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { join } from 'node:path';
import { statePath, stateFolder, writeSecret } from '../state.ts';
import { identities, tokenOf } from './identities.ts';

/** Command line of kube-apiserver with RBAC and one static token for each identity. */
export const apiserverArguments = (ports: { etcd: number; apiserver: number }): string[] => {
  const key = serviceAccountKey();
  removeExpiring();
  return [
    `--etcd-servers=http://127.0.0.1:${ports.etcd}`,
    `--secure-port=${ports.apiserver}`,
    '--bind-address=127.0.0.1',
    '--advertise-address=127.0.0.1',
    `--cert-dir=${statePath('apiserver', 'certs')}`,
    `--service-account-key-file=${key}`,
    `--service-account-signing-key-file=${key}`,
    '--service-account-issuer=https://cyberdesk.local',
    `--token-auth-file=${tokenFile()}`,
    '--authorization-mode=RBAC',
    '--anonymous-auth=false',
    '--service-cluster-ip-range=10.96.0.0/24',
    '--disable-admission-plugins=ServiceAccount',
    '--endpoint-reconciler-type=none',
    '--shutdown-delay-duration=0s',
    '--v=0',
  ];
};

/** CA of the certificate that kube-apiserver made for itself. */
export const certificate = (): string =>
  readFileSync(join(stateFolder(), 'apiserver/certs/apiserver.crt'), 'utf8');

const MONTH_MS = 30 * 24 * 3600 * 1000;

/** kube-apiserver makes itself a certificate for a year, and a new one only where there is none. */
const removeExpiring = (): void => {
  const folder = join(stateFolder(), 'apiserver/certs');
  if (!existsSync(join(folder, 'apiserver.crt'))) return;
  const { validTo } = new X509Certificate(certificate());
  if (Date.parse(validTo) - Date.now() < MONTH_MS) rmSync(folder, { recursive: true });
};

/** True when kube-apiserver says that it is ready. */
export const apiserverReady = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    if (!existsSync(join(stateFolder(), 'apiserver/certs/apiserver.crt'))) return resolve(false);
    const headers = { authorization: `Bearer ${tokenOf('admin')}` };
    const agent = new Agent({ ca: certificate(), keepAlive: false });
    const probe = request(
      { host: '127.0.0.1', port, path: '/readyz', headers, agent, timeout: 2_000 },
      (response) => {
        response.resume();
        resolve(response.statusCode === 200);
      },
    );
    probe.on('error', () => resolve(false));
    probe.on('timeout', () => probe.destroy());
    probe.end();
  });

const tokenFile = (): string => {
  const lines = identities.map(
    ({ name, user, group }) => `${tokenOf(name)},${user},${name}${group ? `,"${group}"` : ''}`,
  );
  return writeSecret(`${lines.join('\n')}\n`, 'apiserver', 'tokens.csv');
};

const serviceAccountKey = (): string => {
  const path = statePath('apiserver', 'service-account.key');
  if (existsSync(path)) return path;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return writeSecret(
    privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
    'apiserver',
    'service-account.key',
  );
};

import { randomBytes } from 'node:crypto';
import { stringify } from 'yaml';
import { readState, writeSecret, writeState } from '../state.ts';

/** Who may talk to the cluster. Services use the service account that the chart gives them, with the same Roles. */
export const identities = [
  { name: 'admin', user: 'cyberdesk-admin', group: 'system:masters' },
  { name: 'gateway', user: 'system:serviceaccount:cyberdesk-system:gateway', group: '' },
  { name: 'operator', user: 'system:serviceaccount:cyberdesk-system:operator', group: '' },
  { name: 'hypervisor', user: 'system:serviceaccount:cyberdesk:hypervisor', group: '' },
] as const;

/** Name of an identity. */
export type Identity = (typeof identities)[number]['name'];

/** Token of an identity, made once for each state. */
export const tokenOf = (name: Identity): string => {
  const known = readState<Record<string, string>>('keys', 'cluster-tokens.json') ?? {};
  const token = known[name] ?? randomBytes(24).toString('base64url');
  if (!known[name]) writeState({ ...known, [name]: token }, 'keys', 'cluster-tokens.json');
  return token;
};

/** Writes a kubeconfig for each identity and returns their paths. */
export const writeKubeconfigs = (port: number, ca: string): Record<Identity, string> => {
  const paths = identities.map(({ name }) => [
    name,
    writeSecret(kubeconfig(name, port, ca), 'kubeconfig', `${name}.yaml`),
  ]);
  return Object.fromEntries(paths) as Record<Identity, string>;
};

const kubeconfig = (name: Identity, port: number, ca: string): string =>
  stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'local',
    clusters: [
      {
        name: 'local',
        cluster: {
          server: `https://127.0.0.1:${port}`,
          'certificate-authority-data': Buffer.from(ca).toString('base64'),
        },
      },
    ],
    users: [{ name, user: { token: tokenOf(name) } }],
    contexts: [
      { name: 'local', context: { cluster: 'local', user: name, namespace: 'cyberdesk' } },
    ],
  });

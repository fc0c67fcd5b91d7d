import { existsSync, readFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { statePath, writeSecret } from '../state.ts';
import { identities } from './identities.ts';

/** One answered request, as kube-apiserver wrote it down. */
export interface AuditEvent {
  verb: string;
  user: { username: string };
  objectRef?: { resource: string; apiGroup?: string; subresource?: string; namespace?: string };
  responseStatus?: { code: number };
  annotations?: Record<string, string>;
}

/** Who asked for what, without bodies: gateway and operator only. */
const policy = {
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['RequestReceived', 'ResponseStarted'],
  rules: [
    {
      level: 'Metadata',
      users: identities
        .filter(({ name }) => name === 'gateway' || name === 'operator')
        .map(({ user }) => user),
    },
    { level: 'None' },
  ],
};

const log = (): string => statePath('apiserver', 'audit.log');

/** Arguments with which kube-apiserver writes down what gateway and operator ask for. */
export const auditArguments = (): string[] => [
  `--audit-policy-file=${writeSecret(stringify(policy), 'apiserver', 'audit-policy.yaml')}`,
  `--audit-log-path=${log()}`,
];

/** What was written down until now. A watch stands in it when it has ended. */
export const readAudit = (): AuditEvent[] =>
  existsSync(log())
    ? readFileSync(log(), 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as AuditEvent)
    : [];

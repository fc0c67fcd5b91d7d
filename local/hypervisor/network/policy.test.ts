import { expect, test } from 'vitest';
import { admits } from './flow.ts';
import { egressOf, type NetworkPolicy } from './policy.ts';

const labels = { 'cyberdesk.io/policy': 'dsk-a' };
const mine = { matchLabels: labels };
const deny: NetworkPolicy = { spec: { podSelector: {}, policyTypes: ['Egress'] } };

const open: NetworkPolicy = {
  spec: {
    podSelector: mine,
    policyTypes: ['Egress'],
    egress: [
      {
        ports: [
          { protocol: 'TCP', port: 1, endPort: 24 },
          { port: 26, endPort: 65_535 },
          { protocol: 'UDP', port: 53 },
        ],
        to: [
          { ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '169.254.0.0/16'] } },
          { ipBlock: { cidr: '::/0', except: ['fc00::/7'] } },
        ],
      },
    ],
  },
};

test.each([
  ['93.184.216.34', 'TCP', 443, true],
  ['93.184.216.34', 'TCP', 24, true],
  ['93.184.216.34', 'TCP', 25, false],
  ['93.184.216.34', 'UDP', 53, true],
  ['93.184.216.34', 'UDP', 443, false],
  ['10.255.255.255', 'TCP', 443, false],
  ['11.0.0.0', 'TCP', 443, true],
  ['169.254.169.254', 'TCP', 80, false],
  ['::ffff:10.0.0.1', 'TCP', 443, false],
  ['2606:2800::1', 'TCP', 443, true],
  ['fd00::1', 'TCP', 443, false],
  ['example.com', 'TCP', 443, false],
] as const)('public egress to %s %s %d: %s', (address, protocol, port, expected) => {
  expect(admits(egressOf([deny, open], labels), { address, protocol, port })).toBe(expected);
});

const flow = { address: '93.184.216.34', protocol: 'TCP', port: 443 } as const;
const policy = (spec: NetworkPolicy['spec']): NetworkPolicy => ({ spec });

test.each<[string, NetworkPolicy[], boolean]>([
  ['nothing selects it', [], true],
  [
    'only a policy of another machine',
    [policy({ ...open.spec, podSelector: { matchLabels: { a: 'b' } } })],
    true,
  ],
  ['only an ingress policy', [policy({ podSelector: {}, policyTypes: ['Ingress'] })], true],
  ['default deny', [deny], false],
  ['deny beside allow: policies add up', [open, deny], true],
  ['egress without policyTypes', [policy({ podSelector: mine, egress: [{ to: [{}] }] })], false],
  ['an empty rule opens all', [policy({ podSelector: mine, egress: [{}] })], true],
  [
    'a named port opens nothing',
    [policy({ podSelector: mine, egress: [{ ports: [{ port: 'web' }] }] })],
    false,
  ],
  [
    'another protocol opens nothing',
    [policy({ podSelector: mine, egress: [{ ports: [{ protocol: 'SCTP' }] }] })],
    false,
  ],
])('%s', (_, policies, expected) => {
  expect(admits(egressOf(policies, labels), flow)).toBe(expected);
});

test.each<[string, string[] | undefined, boolean]>([
  ['In', ['dsk-a'], true],
  ['In', ['dsk-b'], false],
  ['NotIn', ['dsk-a'], false],
  ['Exists', undefined, true],
  ['DoesNotExist', undefined, false],
  ['Unknown', undefined, false],
])('selector expression %s %s: %s', (operator, values, expected) => {
  const expression = { key: 'cyberdesk.io/policy', operator, ...(values && { values }) };
  const selector = policy({
    podSelector: { matchExpressions: [expression] },
    policyTypes: ['Egress'],
  });
  expect(egressOf([selector], labels) !== undefined).toBe(expected);
});

test('a range without a length is refused, not read as everything', () => {
  expect(() => admits([{ cidr: '0.0.0.0', except: [] }], flow)).toThrow(RangeError);
});

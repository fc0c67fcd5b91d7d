import { networkInterfaces } from 'node:os';
import { EXECD_PORT } from '../system/addresses.ts';

/** Where guests may connect to: `public` is every public address, `none` is nothing at all. */
export type Egress = 'public' | 'none';

/** Answered by pasta inside the namespace, with the host's resolver behind it; from the link-local range, which is never routed. */
export const RESOLVER = '169.254.1.53';

const CLOSED_4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '224.0.0.0/4',
  '240.0.0.0/4',
];
const CLOSED_6 = [
  '::/8',
  '64:ff9b::/32',
  '100::/64',
  '2002::/16',
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
];

/**
 * A network namespace of its own for one machine, in the foreground around `command`. Nothing of the
 * host's loopback is reachable from inside (`-T none`, `-U none`, `--no-map-gw`), and nothing from outside.
 */
export function pastaArguments(command: string[]): string[] {
  const root = process.getuid?.() === 0;
  return [
    root ? ['--runas', '0', '--netns-only'] : [],
    ['--quiet', '--config-net', '--no-map-gw', '--dns-forward', RESOLVER],
    ['-T', 'none', '-U', 'none', '-u', 'none', '-t', 'none'],
    ['-P', 'pasta.pid', '-f', '--', ...command],
  ].flat();
}

/**
 * The one port that is reached from outside: a socket of the host whose connections are carried on from
 * inside the namespace. Not pasta's own forwarding: as Debian ships it, it loses its wake-up when the guest
 * reads slowly, and one of seven uploads of 20 MB stood still for ever.
 */
export function entranceArguments(address: string, pid: number): string[] {
  const proxy = '/lib/systemd/systemd-socket-proxyd';
  return [
    [`--listen=${address}:${EXECD_PORT}`, 'nsenter', ...enter(pid)],
    [proxy, '--connections-max=1024', `127.0.0.1:${EXECD_PORT}`],
  ].flat();
}

/** How nsenter finds the namespace of a process. */
export function enter(pid: number): string[] {
  const user = process.getuid?.() === 0 ? [] : ['--user', '--preserve-credentials'];
  return ['--target', String(pid), '--net', ...user];
}

/**
 * Rules inside a machine's namespace. The namespace's own loopback carries only the forwarded port;
 * the host's own addresses count as private, whatever range they are from.
 */
export function egressRules(egress: Egress, own: string[] = hostAddresses()): string {
  const ranges4 = [...CLOSED_4, ...own.filter((address) => !address.includes(':'))];
  const ranges6 = [...CLOSED_6, ...own.filter((address) => address.includes(':'))];
  const open = [
    `ip daddr ${RESOLVER} meta l4proto { tcp, udp } th dport 53 accept`,
    ...ranges4.map((range) => `ip daddr ${range} reject`),
    ...ranges6.map((range) => `ip6 daddr ${range} reject`),
    'tcp dport 25 reject',
    'accept',
  ];
  const rules = [
    'oifname "lo" accept',
    'ct state established,related accept',
    ...(egress === 'public' ? open : ['reject']),
  ];
  return [
    'table inet cyberdesk {',
    '  chain output {',
    '    type filter hook output priority filter; policy drop;',
    ...rules.map((rule) => `    ${rule}`),
    '  }',
    '}',
    '',
  ].join('\n');
}

function hostAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.filter(({ internal }) => !internal).map(({ address }) => address.replace(/%.*$/, ''));
}

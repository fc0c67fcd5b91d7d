import { expect, test } from 'vitest';
import { type QemuSettings, qemuArguments } from './arguments.ts';
import { egressRules, pastaArguments, RESOLVER } from './network.ts';

const settings: QemuSettings = {
  accelerator: 'tcg',
  vcpus: 2,
  memoryMiB: 2048,
  image: '/cache/image',
  memory: { file: '/cache/a,b/ram', shared: false },
  incoming: true,
  serial: 'clone',
  isolated: false,
};
const devices = (args: string[]): string[] =>
  args.filter((_, index) =>
    ['-device', '-machine', '-cpu', '-smp', '-m'].includes(args[index - 1] ?? ''),
  );

test('a clone has the devices of its template, in the same order', () => {
  const template = {
    ...settings,
    memory: { file: '/state/ram', shared: true },
    incoming: false,
    isolated: true,
  };
  expect(devices(qemuArguments(template))).toEqual(devices(qemuArguments(settings)));
});

test('a clone’s memory is copy-on-write and its guest waits', () => {
  const args = qemuArguments(settings);
  expect(args.join(' ')).toContain('mem-path=/cache/a,,b/ram,share=off');
  expect(args).toContain('-S');
  expect(args.slice(args.indexOf('-incoming'), args.indexOf('-incoming') + 2)).toEqual([
    '-incoming',
    'defer',
  ]);
});

test('a booted machine has memory of its own and waits for no state', () => {
  const args = qemuArguments({ ...settings, memory: 'private', incoming: false });
  expect(args.join(' ')).toContain('memory-backend-ram,id=ram,size=2048M');
  expect(args).not.toContain('-incoming');
});

test('a template reaches nothing while it is made', () => {
  const args = qemuArguments({ ...settings, isolated: true });
  expect(args.find((each) => each.startsWith('user,'))).toContain('restrict=on');
});

test('a namespace forwards no port by itself, in or out', () => {
  const args = pastaArguments(['qemu']).join(' ');
  for (const closed of ['--no-map-gw', '-T none', '-U none', '-u none', '-t none'])
    expect(args).toContain(closed);
  expect(args).toMatch(/-- qemu$/);
});

test('guests reach public addresses, never private ones, the host’s own or mail servers', () => {
  const rules = egressRules('public', ['203.0.113.7', '2001:db8::7']);
  const order = (text: string): number => rules.indexOf(text);
  for (const range of [
    '10.0.0.0/8',
    '100.64.0.0/10',
    '127.0.0.0/8',
    '169.254.0.0/16',
    '192.168.0.0/16',
    '203.0.113.7',
    '172.16.0.0/12',
  ]) {
    expect(rules).toContain(`ip daddr ${range} reject`);
  }
  for (const range of ['fc00::/7', 'fe80::/10', '2001:db8::7'])
    expect(rules).toContain(`ip6 daddr ${range} reject`);
  expect(order(`ip daddr ${RESOLVER}`)).toBeLessThan(order('ip daddr 169.254.0.0/16 reject'));
  expect(order('tcp dport 25 reject')).toBeLessThan(order('\n    accept'));
  expect(rules).toContain('policy drop');
});

test('without egress only the forwarded port works', () => {
  const rules = egressRules('none', []);
  expect(rules).not.toContain('\n    accept');
  expect(rules).not.toContain(RESOLVER);
  expect(rules).toContain('ct state established,related accept');
});

import { BlockList, isIP } from 'node:net';
import type { EgressRule } from './policy.ts';

/** A connection that a machine tries to open. */
export interface Flow {
  address: string;
  protocol: 'TCP' | 'UDP';
  port: number;
}

/** Whether the rules let a flow out; undefined rules isolate nothing. What is no address is refused. */
export function admits(rules: EgressRule[] | undefined, flow: Flow): boolean {
  if (isIP(flow.address) === 0) return false;
  return rules?.some((rule) => admitsBy(rule, flow)) ?? true;
}

function admitsBy({ cidr, except, ports }: EgressRule, { address, protocol, port }: Flow): boolean {
  const open =
    ports?.some((one) => one.protocol === protocol && one.from <= port && port <= one.to) ?? true;
  return open && within([cidr], address) && !within(except, address);
}

const mapped = new BlockList();
mapped.addSubnet('::ffff:0:0', 96, 'ipv6');

/**
 * Only ranges of the address's own family count: BlockList by itself holds every IPv4 address to be
 * in ::/0, past the exceptions of 0.0.0.0/0. A mapped address is the IPv4 address that it carries.
 */
function within(cidrs: string[], address: string): boolean {
  const kind = isIP(address) === 4 || mapped.check(address, 'ipv6') ? 'ipv4' : 'ipv6';
  const ranges = new BlockList();
  for (const cidr of cidrs) {
    const [network = '', prefix = ''] = cidr.split('/');
    const length = prefix === '' ? Number.NaN : Number(prefix);
    if (family(network) === kind) ranges.addSubnet(network, length, kind);
  }
  return ranges.check(address, family(address));
}

const family = (address: string): 'ipv4' | 'ipv6' => (address.includes(':') ? 'ipv6' : 'ipv4');

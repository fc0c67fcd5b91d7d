import { readFileSync } from 'node:fs';
import { stack } from './stack.ts';

/** Ports of this machine on which something of the control plane listens, from the kernel's own table. */
export const controlPlanePorts = (): number[] => {
  const known = [
    stack().api.url,
    stack().gateway.publicUrl,
    stack().auth.url,
    stack().database.url,
  ];
  const listening = readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[3] === '0A' && /^(0100007F|00000000):/.test(fields[1] ?? ''))
    .map((fields) => Number.parseInt((fields[1] ?? '').split(':')[1] ?? '', 16))
    .filter((port) => port !== 8000);
  return [...new Set([...known.map((url) => Number(new URL(url).port)), ...listening])];
};

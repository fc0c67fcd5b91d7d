import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { environment } from '../config.ts';
import { readState, writeState } from '../state.ts';

const usual = {
  api: 7600,
  gatewayData: 7601,
  gatewayControl: 7602,
  auth: 7603,
  postgres: 7604,
  apiserver: 7605,
  etcd: 7606,
  etcdPeer: 7607,
  operator: 7608,
  web: 7609,
};

/** Ports of a stack, by what listens on them. */
export type Ports = Record<keyof typeof usual, number>;

const names = Object.keys(usual) as (keyof Ports)[];

/** The ports of this state's last start where they are free, else the usual ones, else any. */
export const choosePorts = async (): Promise<Ports> => {
  const known = readState<Partial<Ports>>('ports.json') ?? {};
  const ports: Partial<Ports> = {};
  for (const name of names) {
    const wanted = known[name] ?? (environment.anyPorts() ? undefined : usual[name]);
    ports[name] = await choose(wanted, new Set(Object.values(ports)));
  }
  writeState(ports, 'ports.json');
  return ports as Ports;
};

const choose = async (wanted: number | undefined, taken: Set<number>): Promise<number> =>
  wanted !== undefined && !taken.has(wanted) && (await isFree(wanted)) ? wanted : freePort(taken);

/**
 * A free port below the range from which the kernel draws the ports of outgoing connections: what listens there can be
 * restarted on its port without finding it in use.
 */
export const freePort = async (taken: Set<number> = new Set()): Promise<number> => {
  for (let tries = 0; tries < 1_000; tries += 1) {
    const port = randomInt(10_000, 32_000);
    if (!taken.has(port) && (await isFree(port))) return port;
  }
  throw new Error('No port between 10000 and 32000 is free on 127.0.0.1.');
};

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer().on('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });

import { createServer, type AddressInfo } from 'node:net';
import { readState, writeState } from '../state.ts';

/** Ports of a stack, by what listens on them. */
export interface Ports {
  api: number;
  gatewayData: number;
  gatewayControl: number;
  auth: number;
  postgres: number;
  apiserver: number;
  etcd: number;
  etcdPeer: number;
  operator: number;
}

const defaults: Ports = {
  api: 7600,
  gatewayData: 7601,
  gatewayControl: 7602,
  auth: 7603,
  postgres: 7604,
  apiserver: 7605,
  etcd: 7606,
  etcdPeer: 7607,
  operator: 7608,
};

/** The ports of this state's last start where they are free, else the usual ones, else any. */
export const choosePorts = async (): Promise<Ports> => {
  const anywhere = process.env['CYBERDESK_PORTS'] === 'free';
  const wanted = readState<Ports>('ports.json') ?? (anywhere ? ({} as Partial<Ports>) : defaults);
  const ports = { ...defaults };
  const taken = new Set<number>();
  for (const name of Object.keys(defaults) as (keyof Ports)[]) {
    ports[name] = await freePort(wanted[name] ?? 0, taken);
    taken.add(ports[name]);
  }
  writeState(ports, 'ports.json');
  return ports;
};

const freePort = async (wanted: number, taken: Set<number>): Promise<number> => {
  const port = (await tryPort(wanted)) ?? (await tryPort(0)) ?? 0;
  return taken.has(port) ? freePort(0, taken) : port;
};

const tryPort = (port: number): Promise<number | undefined> =>
  new Promise((resolve) => {
    const probe = createServer().on('error', () => resolve(undefined));
    probe.listen(port, '127.0.0.1', () => {
      const found = (probe.address() as AddressInfo).port;
      probe.close(() => resolve(found));
    });
  });

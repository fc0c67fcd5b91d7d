import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort, startBalancer, type Balancer } from './balancer.ts';
import { pidsOf, type Service } from './processes.ts';
import { stateFolder } from './stack.ts';
import { until } from './until.ts';

interface Replica {
  process: ChildProcess;
  control: number;
  data: number;
}

/**
 * Replicas of the gateway behind two balancers, and an API that knows nothing but these: what a cluster has, and the
 * supervisor of the local stack, with one process each, has not.
 */
export interface Fleet {
  apiUrl: string;
  /**
   * Replaces every replica as a Deployment does, one more than needed at a time: when a new one is ready, an old one is
   * out of the endpoints, is told to leave, and is ended after the pause of its pod's preStop.
   */
  roll(): Promise<void>;
  /** How the replicas that were replaced ended: 0 = in order. */
  exits: (number | null)[];
  stop(): Promise<void>;
}

export const startFleet = async (size: number, preStopMs: number): Promise<Fleet> => {
  const [control, data] = [await startBalancer(), await startBalancer()];
  const replicas: Replica[] = [];
  const exits: Fleet['exits'] = [];
  const publish = (serving: Replica[]): void => {
    control.ports = serving.map((replica) => replica.control);
    data.ports = serving.map((replica) => replica.data);
  };
  const grow = async (): Promise<void> => {
    replicas.push(await startReplica());
    publish(replicas);
  };
  const shrink = async (): Promise<void> => {
    const oldest = replicas.shift();
    publish(replicas);
    oldest?.process.kill('SIGUSR2');
    await delay(preStopMs);
    if (oldest) exits.push(await end(oldest.process));
  };
  for (let count = 0; count < size; count += 1) await grow();
  const api = await startApi(control, data);
  return {
    apiUrl: api.url,
    exits,
    roll: async () => {
      const ended: Promise<void>[] = [];
      for (let count = 0; count < size; count += 1) {
        await grow();
        ended.push(shrink());
      }
      await Promise.all(ended);
    },
    stop: async () => {
      await Promise.all([api.process, ...replicas.map((each) => each.process)].map(end));
      for (const balancer of [control, data]) balancer.close();
    },
  };
};

const startReplica = async (): Promise<Replica> => {
  const [control, data] = [await freePort(), await freePort()];
  const ports = { CONTROL_PORT: String(control), DATA_PORT: String(data) };
  const process = start('gateway', ports);
  await answers(`http://127.0.0.1:${control}/ready`);
  return { process, control, data };
};

const startApi = async (control: Balancer, data: Balancer) => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const gateways = { GATEWAY_URL: control.url, GATEWAY_PUBLIC_URL: data.url };
  const process = start('api', { PORT: String(port), PUBLIC_URL: url, ...gateways });
  await answers(`${url}/ready`);
  return { url, process };
};

/** One more process of a service of the stack, with its configuration but for what is named. */
const start = (service: Service, changes: Record<string, string>): ChildProcess => {
  const [pid] = pidsOf(service);
  if (pid === undefined) throw new Error(`The stack runs no ${service}.`);
  const lines = (file: string): string[] =>
    readFileSync(`/proc/${pid}/${file}`, 'utf8').split('\0').filter(Boolean);
  const [command = '', ...argv] = lines('cmdline');
  const env = Object.fromEntries(lines('environ').map((line) => line.split(/=(.*)/s, 2)));
  const child = spawn(command, argv, { env: { ...env, ...changes }, stdio: ['ignore', 'pipe', 2] });
  const log = createWriteStream(join(stateFolder(), 'logs', `roll-${service}-${child.pid}.log`));
  child.stdout?.pipe(log);
  return child;
};

const end = async (child: ChildProcess): Promise<number | null> => {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const ended = once(child, 'exit') as Promise<[number | null]>;
  child.kill('SIGTERM');
  return (await ended)[0];
};

const answers = (url: string): Promise<unknown> =>
  until(url, async () => (await fetch(url)).ok, { timeoutMs: 30_000, everyMs: 50 });

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { connectKubernetes, type KubeClient } from '@cyberdesk/kube/client';
import type { Resource } from '@cyberdesk/kube/resource';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { startTestCluster } from '../cluster/testing.ts';
import {
  conditionOf,
  type MachineInstance,
  machineInstanceType,
  type VirtualMachine,
  virtualMachineType,
} from './controller/objects.ts';
import { endMachines } from './leftovers.ts';
import { prepare } from './prepare.ts';
import { probeHealth } from './system/health.ts';
import { processesIn } from './system/processes.ts';
import { namespace, virtualMachine } from './testing/cluster.ts';

let cluster: Awaited<ReturnType<typeof startTestCluster>>;
let client: KubeClient;
let vms: Resource<VirtualMachine>;
let vmis: Resource<MachineInstance>;
let state = '';
let hypervisor: ChildProcess | undefined;

beforeAll(async () => {
  cluster = await startTestCluster();
  client = connectKubernetes({ kubeconfig: cluster.kubeconfigs.admin, userAgent: 'test' });
  vms = client.resource(virtualMachineType, namespace);
  vmis = client.resource(machineInstanceType, namespace);
});
afterAll(async () => {
  await client.close();
  await cluster.stop();
});
beforeEach(async () => {
  state = await mkdtemp(join(tmpdir(), 'cyberdesk-hypervisor-'));
});
afterEach(async () => {
  for (const { metadata } of (await vms.list()).items) await vms.delete(metadata.name);
  if (hypervisor) await untilRemoved();
  await end('SIGTERM');
  await endMachines(state);
  await rm(state, { recursive: true, force: true });
});

async function untilRemoved(): Promise<void> {
  const until = Date.now() + 15_000;
  while ((await vms.list()).items.length > 0 && Date.now() < until) await delay(50);
}

async function start(driver: string): Promise<void> {
  await prepare({
    driver: driver as 'process',
    stateDirectory: state,
    onProgress: () => undefined,
  });
  const environment = {
    KUBECONFIG: cluster.kubeconfigs.hypervisor,
    STATE_DIR: state,
    DRIVER: driver,
    EGRESS: 'none',
    ON_EXIT: 'stop',
  };
  hypervisor = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await vi.waitFor(() => expect(existsSync(join(state, 'hypervisor.json'))).toBe(true), {
    timeout: 15_000,
  });
}

async function end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
  const child = hypervisor;
  hypervisor = undefined;
  if (!child) return null;
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await rm(join(state, 'hypervisor.json'), { force: true });
  return await exited;
}

const ready = (name: string): Promise<string> =>
  vi.waitFor(
    async () => {
      const status = (await vmis.find(name))?.status;
      expect(conditionOf(status?.conditions, 'Ready')?.status).toBe('True');
      return status?.interfaces?.[0]?.ipAddress ?? '';
    },
    { timeout: 60_000, interval: 50 },
  );
const stopped = (name: string): Promise<void> =>
  vi.waitFor(async () => expect(await vmis.find(name)).toBeUndefined(), { timeout: 30_000 });
const machineFolders = (): string[] =>
  readdirSync(join(state, 'machines')).map((id) => join(state, 'machines', id));

test('simulated: a VM lives through start, stop, restart of the hypervisor and delete', async () => {
  await start('simulated');
  await vms.create(virtualMachine('a'));
  const address = await ready('a');
  expect(await probeHealth(address, 8000)).toBe(true);
  await vi.waitFor(async () =>
    expect((await vms.get('a')).status?.printableStatus).toBe('Running'),
  );
  await end('SIGKILL');
  await start('simulated');
  await ready('a');
  await vms.mergePatch('a', { spec: { runStrategy: 'Halted' } });
  await stopped('a');
  await vms.delete('a');
  await vi.waitFor(async () => expect(await vms.find('a')).toBeUndefined(), { timeout: 5000 });
  expect(machineFolders()).toEqual([]);
});

test('a stop of the stack shuts machines down and says so', async () => {
  await start('simulated');
  await vms.create(virtualMachine('b'));
  await ready('b');
  expect(await end('SIGTERM')).toBe(0);
  const vmi = await vmis.get('b');
  expect(vmi.status?.phase).toBe('Succeeded');
  expect(vmi.metadata.annotations?.['cyberdesk.io/stop-reason']).toBe('HostStopped');
  await start('simulated');
});

test('process: execd answers, the home survives a stop, nothing survives a delete', async () => {
  await start('process');
  await vms.create(virtualMachine('c'));
  const address = await ready('c');
  const health = (await (await fetch(`http://${address}:8000/health`)).json()) as {
    machine: string;
  };
  expect(health.machine).toBe('c');
  const [folder = ''] = machineFolders();
  await writeFile(join(folder, 'home', 'note'), 'kept');
  await vms.mergePatch('c', { spec: { runStrategy: 'Halted' } });
  await stopped('c');
  expect(processesIn(folder)).toEqual([]);
  await vms.mergePatch('c', { spec: { runStrategy: 'RerunOnFailure' } });
  expect(await probeHealth(await ready('c'), 8000)).toBe(true);
  expect(await readFile(join(folder, 'home', 'note'), 'utf8')).toBe('kept');
  await vms.delete('c');
  await vi.waitFor(async () => expect(await vms.find('c')).toBeUndefined(), { timeout: 15_000 });
  expect(existsSync(folder)).toBe(false);
});

test('process: after kill -9 of the hypervisor the desktop lives on and is taken over', async () => {
  await start('process');
  await vms.create(virtualMachine('d'));
  const address = await ready('d');
  const { uid } = (await vmis.get('d')).metadata;
  await end('SIGKILL');
  expect(await probeHealth(address, 8000)).toBe(true);
  await start('process');
  expect(await ready('d')).toBe(address);
  expect((await vmis.get('d')).metadata.uid).toBe(uid);
});

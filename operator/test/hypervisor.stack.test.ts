import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Instance } from '../src/resources.ts';
import { instance } from './objects.ts';
import { openStack, type Stack } from './stack.ts';

/** The operator against the local hypervisor, which reports what KubeVirt reports. */
let stack: Stack;
let hypervisor: ChildProcess;
const stateDirectory = mkdtempSync(join(tmpdir(), 'hypervisor-'));
const main = join(import.meta.dirname, '../../local/hypervisor/main.ts');

const launch = (onExit: 'stop' | 'leave') =>
  spawn(process.execPath, [main], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env['PATH'] ?? '',
      KUBECONFIG: stack.cluster.kubeconfigs.hypervisor,
      STATE_DIR: stateDirectory,
      DRIVER: 'simulated',
      ON_EXIT: onExit,
    },
  });

async function bind({ metadata, status, spec }: Instance) {
  const response = await fetch(`http://${status?.machine?.address}:8000/bind`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ instanceId: metadata.name, time: new Date(), display: spec.display }),
  });
  if (!response.ok) throw new Error(`bind answered ${response.status}`);
  return (await response.json()) as { boundAt: string; contractVersion: string };
}

beforeAll(async () => {
  stack = await openStack({ bind, scripted: false });
  hypervisor = launch('stop');
  stack.start('operator');
});

afterAll(async () => {
  hypervisor.kill('SIGKILL');
  await stack.stop();
});

const alphabet = '234567abcdefghijklmnopqrstuvwxyz';
const nameOf = (index: number) =>
  `dsk-${'b'.repeat(32)}${alphabet[Math.floor(index / 32)]}${alphabet[index % 32]}`;

async function reach(names: string[], phase: string): Promise<void> {
  await vi.waitFor(
    async () => {
      const { items } = await stack.instances.list();
      const phases = items
        .filter(({ metadata }) => names.includes(metadata.name))
        .map(({ status }) => status?.phase);
      expect(phases.filter((found) => found === phase)).toHaveLength(names.length);
    },
    { timeout: 90_000, interval: 200 },
  );
}

const names = Array.from({ length: 60 }, (_, index) => nameOf(index));
const [first = ''] = names;
const set = async (spec: Partial<Instance['spec']>) =>
  await stack.instances.mergePatch(first, { spec });

test('60 desktops at once all run, each bound to its own machine', async () => {
  const began = performance.now();
  await Promise.all(names.map((name) => stack.instances.create(instance(name))));
  await reach(names, 'Running');
  console.log(`60 desktops running after ${Math.round(performance.now() - began)} ms`);
  const { items } = await stack.instances.list();
  const addresses = new Set(items.map(({ status }) => status?.machine?.address));
  expect(addresses.size).toBe(60);
});

test('stop and start keep the machine', async () => {
  const { uid } = (await stack.vms.get(first)).metadata;
  await set({ desiredState: 'Stopped' });
  await reach([first], 'Stopped');
  await set({ desiredState: 'Running', startCount: 2 });
  await reach([first], 'Running');
  expect((await stack.vms.get(first)).metadata.uid).toBe(uid);
});

test('a hypervisor that is killed and comes back changes nothing for the desktops', async () => {
  hypervisor.kill('SIGKILL');
  await once(hypervisor, 'exit');
  hypervisor = launch('stop');
  await set({ desiredState: 'Stopped' });
  await reach([first], 'Stopped');
  await reach(names.slice(1), 'Running');
});

test('a host that is shut down in order leaves its desktops stopped with that reason', async () => {
  hypervisor.kill('SIGTERM');
  await once(hypervisor, 'exit');
  hypervisor = launch('stop');
  await reach(names, 'Stopped');
  const second = await stack.instances.get(names[1] ?? '');
  expect(second.status?.reason).toBe('HostStopped');
});

test('everything is deleted, and no machine is left', async () => {
  await Promise.all(names.map((name) => stack.instances.delete(name)));
  await vi.waitFor(
    async () => {
      expect((await stack.instances.list()).items).toEqual([]);
      expect((await stack.vms.list()).items).toEqual([]);
      expect((await stack.vmis.list()).items).toEqual([]);
    },
    { timeout: 60_000, interval: 200 },
  );
});

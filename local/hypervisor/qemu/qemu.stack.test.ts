import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '@cyberdesk/kit/logger';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { cacheFolder } from '../../state.ts';
import type { MachineRequest } from '../driver.ts';
import { endMachines } from '../leftovers.ts';
import { prepare } from '../prepare.ts';
import { readPrepared } from '../prepared.ts';
import { probeHealth } from '../system/health.ts';
import { alive, processesIn } from '../system/processes.ts';
import { QemuDriver } from './driver.ts';
import { GuestAgent } from './guest-agent.ts';
import { QemuMachine } from './machine.ts';

let state = '';
let driver: QemuDriver;
let secret: Server;
const machines = new Map<string, QemuMachine>();

beforeAll(async () => {
  state = await mkdtemp(join(tmpdir(), 'cyberdesk-qemu-'));
  await prepare({ driver: 'qemu', stateDirectory: state, onProgress: () => undefined });
  driver = await newDriver();
  await driver.adopt();
  secret = createServer((_, response) => response.end('secret'));
  await new Promise<void>((resolve) => secret.listen(0, '0.0.0.0', resolve));
}, 1_200_000);
afterAll(async () => {
  await driver.close();
  await endMachines(state);
  secret.close();
  await rm(state, { recursive: true, force: true });
}, 60_000);

async function newDriver(): Promise<QemuDriver> {
  const { image, template, accelerator } = await readPrepared(state, 'qemu');
  const options = {
    stateDirectory: state,
    cacheDirectory: cacheFolder(),
    image,
    template,
    accelerator,
  };
  return new QemuDriver({ ...options, egress: 'none', warm: 1, log: silentLogger() });
}

const request = (id: string): MachineRequest => {
  const userData = JSON.stringify({ jwks: { keys: [] }, note: id });
  return { id, name: `dsk-${id}`, namespace: 'n', vcpus: 2, memoryMiB: 2048, userData };
};

async function start(id: string): Promise<QemuMachine> {
  const machine = await driver.start(request(id));
  if (!(machine instanceof QemuMachine)) throw new Error('not a QEMU machine');
  machines.set(id, machine);
  await vi.waitFor(async () => expect(await probeHealth(machine.address, 8000)).toBe(true), {
    timeout: 180_000,
    interval: 20,
  });
  return machine;
}

/** Runs a script in the guest; a failure of it is a failure here. */
const inGuest = (id: string, script: string): Promise<string> =>
  GuestAgent.with(join(state, 'machines', id), async (agent) => {
    await agent.ping(20_000);
    return await agent.exec('/bin/sh', ['-c', script], 120_000);
  });

test('a clone answers in seconds, and reads a configuration disk of its own', async () => {
  await start('a');
  await start('b');
  expect(machines.get('a')?.address).not.toBe(machines.get('b')?.address);
  for (const id of ['a', 'b']) {
    const mount = 'blockdev --flushbufs /dev/vdb && mount -o ro /dev/vdb /mnt';
    const check = `grep -x "instance-id: dsk-${id}" /mnt/meta-data && grep -F '"note":"${id}"' /mnt/user-data`;
    await inGuest(id, `${mount} && ${check} && umount /mnt`);
  }
});

test('a further desktop costs less than 250 MB of memory', async () => {
  const { qemu } = machines.get('b')?.record ?? { qemu: { pid: 0 } };
  const rollup = await readFile(`/proc/${qemu.pid}/smaps_rollup`, 'utf8');
  const own = ['Private_Dirty', 'Private_Clean'].map((name) =>
    Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(rollup)?.[1]),
  );
  expect(own.reduce((sum, kib) => sum + kib, 0) / 1024).toBeLessThan(250);
});

test('a guest reaches nothing of the host', async () => {
  const { port } = secret.address() as AddressInfo;
  const host = Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .find(({ internal, family }) => !internal && family === 'IPv4');
  expect(await (await fetch(`http://127.0.0.1:${port}`)).text()).toBe('secret');
  const targets = [
    `127.0.0.1:${port}`,
    `10.0.2.2:${port}`,
    `${host?.address ?? '10.0.2.2'}:${port}`,
  ];
  const probes = targets.map(
    (target) =>
      `curl -s -m 3 -o /dev/null http://${target}/ && echo reached ${target} >&2 && exit 1`,
  );
  await inGuest('a', `${probes.join('; ')}; exit 0`);
});

test('clones differ in what their kernels draw at random', async () => {
  const draw = (id: string): Promise<string> => inGuest(id, 'head -c 16 /dev/urandom | sha256sum');
  const [a, b] = await Promise.all([draw('a'), draw('b')]);
  expect(a).not.toBe(b);
});

test('a machine that was shut down boots again from its own disk', async () => {
  await inGuest('a', 'echo kept > /home/desktop/note && sync');
  await machines.get('a')?.stop(60_000);
  expect(await machines.get('a')?.ended).toMatchObject({ kind: 'powerOff' });
  await start('a');
  await inGuest('a', 'grep -x kept /home/desktop/note');
}, 400_000);

test('running machines are taken over by the next driver', async () => {
  await driver.close();
  driver = await newDriver();
  const [adopted] = (await driver.adopt()).filter(({ id }) => id === 'b');
  expect(adopted?.address).toBe(machines.get('b')?.address);
  expect(await adopted?.agentConnected()).toBe(true);
  await adopted?.stop(0);
  expect(await adopted?.ended).toMatchObject({ kind: 'powerOff' });
});

test('a killed QEMU is a crash; an erased machine leaves neither process nor file', async () => {
  const machine = machines.get('a');
  if (!machine) throw new Error('machine a is gone');
  const directory = join(state, 'machines', 'a');
  process.kill(machine.record.qemu.pid, 'SIGKILL');
  expect(await machine.ended).toMatchObject({ kind: 'crashed' });
  expect(alive(machine.record.pasta)).toBe(false);
  await driver.erase('a');
  expect(processesIn(directory)).toEqual([]);
  expect(existsSync(directory)).toBe(false);
});

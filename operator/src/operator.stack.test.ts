import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { account, instance } from '../test/objects.ts';
import { openStack, type Stack } from '../test/stack.ts';
import type { Operator } from './operator.ts';
import type { Instance } from './resources.ts';

let stack: Stack;
let first: Operator;
let counter = 0;

beforeAll(async () => {
  stack = await openStack();
  await stack.accounts.create(account());
  first = stack.start('first');
});

afterAll(async () => await stack.stop());

const alphabet = '234567abcdefghijklmnopqrstuvwxyz';
const newName = () => `dsk-${'a'.repeat(33)}${alphabet[counter++] ?? 'z'}`;

async function create(spec: Partial<Instance['spec']> = {}): Promise<string> {
  const name = newName();
  await stack.instances.create(instance(name, spec));
  return name;
}

async function reaches(name: string, phase: string, timeout = 20_000): Promise<Instance> {
  return await vi.waitFor(
    async () => {
      const found = await stack.instances.get(name);
      expect(found.status?.phase).toBe(phase);
      return found;
    },
    { timeout, interval: 50 },
  );
}

const seconds = (from: number) => new Date(Date.now() + from * 1000).toISOString();
const at = ({ status }: Instance, phase: string) =>
  Date.parse(status?.transitions?.find((entry) => entry.phase === phase)?.at ?? '');

test('the first replica leads', async () => {
  await vi.waitFor(() => expect(first.isLeader()).toBe(true), { timeout: 20_000 });
});

test('create, stop, start, delete on the real custom resources with the real role', async () => {
  const name = await create();
  const running = await reaches(name, 'Running');
  expect(running.status?.machine).toMatchObject({ name, namespace: 'cyberdesk-vms-00' });
  expect(running.status?.machine?.virtualMachineUid).toBe((await stack.vms.get(name)).metadata.uid);
  await stack.instances.mergePatch(name, { spec: { desiredState: 'Stopped' } });
  await reaches(name, 'Stopped');
  await stack.instances.mergePatch(name, { spec: { desiredState: 'Running', startCount: 2 } });
  await reaches(name, 'Running');
  await stack.instances.mergePatch(name, { spec: { desiredState: 'Deleted' } });
  const deleted = await reaches(name, 'Deleted');
  expect(deleted.status?.intervals).toHaveLength(2);
  expect(await stack.vms.find(name)).toBeUndefined();
  await stack.instances.delete(name);
  await vi.waitFor(async () => expect(await stack.instances.find(name)).toBeUndefined(), 10_000);
});

test('a desktop at rest is not written', async () => {
  const name = await create();
  const before = (await reaches(name, 'Running')).metadata.resourceVersion;
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  expect((await stack.instances.get(name)).metadata.resourceVersion).toBe(before);
});

test('a deadline fires within two seconds', async () => {
  const expiresAt = seconds(4);
  const name = await create({ expiresAt });
  const stopped = await reaches(name, 'Stopped');
  expect(stopped.status?.reason).toBe('DeadlineReached');
  expect(at(stopped, 'Stopping') - Date.parse(expiresAt)).toBeLessThan(2_000);
});

test('the next replica takes over at once, with deadlines and everything that was begun', async () => {
  const expiresAt = seconds(6);
  const name = await create({ expiresAt });
  await reaches(name, 'Running');
  const second = stack.start('second');
  await vi.waitFor(async () => expect((await second.checks())['caches']).toBe('ok'), 10_000);
  expect(second.isLeader()).toBe(false);
  const began = Date.now();
  await first.stop();
  await vi.waitFor(() => expect(second.isLeader()).toBe(true), { timeout: 5_000, interval: 20 });
  expect(Date.now() - began).toBeLessThan(3_000);
  const stopped = await reaches(name, 'Stopped');
  expect(at(stopped, 'Stopping') - Date.parse(expiresAt)).toBeLessThan(2_000);
});

test('20 desktops at once through a restart of the apiserver: all run, then nothing is left', async () => {
  const names = await Promise.all(Array.from({ length: 20 }, () => create()));
  await stack.cluster.restartApiserver();
  for (const name of names) await reaches(name, 'Running', 60_000);
  for (const name of names) await stack.instances.delete(name);
  await vi.waitFor(
    async () => {
      const left = (await stack.instances.list()).items.map(({ metadata }) => metadata.name);
      expect(names.filter((name) => left.includes(name))).toEqual([]);
    },
    { timeout: 60_000, interval: 200 },
  );
  for (const name of names) expect(await stack.vms.find(name)).toBeUndefined();
});

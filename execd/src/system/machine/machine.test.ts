import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeIso } from '../../../test/iso.ts';
import { silent } from '../log.ts';
import { Machine } from './machine.ts';

let directory: string;
const effects = {
  renew: vi.fn<(seed: string) => Promise<void>>(async () => undefined),
  setClock: vi.fn<(time: number) => Promise<void>>(async () => undefined),
  apply: vi.fn<(settings: object) => Promise<void>>(async () => undefined),
};
const A = `dsk-${'a'.repeat(34)}`;
const B = `dsk-${'b'.repeat(34)}`;
const request = (instanceId = A) => ({
  instanceId,
  time: '2026-11-23T08:00:00Z',
  display: { width: 1280, height: 800 },
  locale: 'de-DE',
  timeZone: 'Europe/Berlin',
  keyboardLayout: 'de',
  env: { TOKEN: 'secret' },
});

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'machine-'));
  await mkdir(join(directory, 'source'));
  await describeMachine('vm-1');
  vi.clearAllMocks();
});
afterEach(() => rm(directory, { recursive: true }));

async function describeMachine(identity: string, keys: object[] = []): Promise<void> {
  await writeFile(join(directory, 'source/meta-data'), `instance-id: ${identity}\nx: y\n`);
  await writeFile(join(directory, 'source/user-data'), JSON.stringify({ jwks: { keys } }));
}

async function start(source = join(directory, 'source')): Promise<Machine> {
  const machine = new Machine({
    stateDirectory: join(directory, 'state'),
    source,
    log: silent,
    effects,
  });
  await machine.load();
  return machine;
}

test('binding is once for all, idempotent for the same instance, refused to others', async () => {
  const machine = await start();
  expect(machine.binding).toBeUndefined();
  const first = await machine.bind(request());
  expect(first).toMatchObject({ instanceId: A, machine: 'vm-1' });
  const again = await machine.bind(request());
  expect(again.boundAt).toBe(first.boundAt);
  await expect(machine.bind(request(B))).rejects.toMatchObject({ code: 'alreadyBound' });
  expect(effects.renew.mock.calls).toEqual([[`vm-1 ${A} 2026-11-23T08:00:00Z`]]);
  expect(effects.apply).toHaveBeenCalledTimes(2);
  expect(effects.setClock).toHaveBeenCalledWith(Date.parse('2026-11-23T08:00:00Z'));
});

test('of two calls at once for different instances one wins', async () => {
  const machine = await start();
  const results = await Promise.allSettled([machine.bind(request(A)), machine.bind(request(B))]);
  expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected']);
  expect(machine.binding?.instanceId).toBe(A);
});

test('the binding survives a restart, and nobody else may read its secrets', async () => {
  await (await start()).bind(request());
  expect((await start()).binding).toMatchObject({ instanceId: A, settings: { locale: 'de-DE' } });
  expect((await stat(join(directory, 'state/binding.json'))).mode & 0o777).toBe(0o600);
});

test('a copied disk is unbound at start, and its new machine gets an identity of its own', async () => {
  await (await start()).bind(request());
  await describeMachine('vm-2');
  const copy = await start();
  expect(copy.binding).toBeUndefined();
  expect(await copy.bind(request(B))).toMatchObject({ instanceId: B, machine: 'vm-2' });
  expect(effects.renew).toHaveBeenCalledTimes(2);
});

test('a copy of a running machine learns name and keys when the source is read again', async () => {
  const machine = await start();
  await machine.bind(request());
  await describeMachine('vm-9', [{ kid: 'new' }]);
  expect(await machine.refresh()).toEqual({ keys: [{ kid: 'new' }] });
  expect([machine.identity, machine.binding]).toEqual(['vm-9', undefined]);
});

test('a failed binding leaves the machine free', async () => {
  const machine = await start();
  effects.apply.mockRejectedValueOnce(new Error('no screen'));
  await expect(machine.bind(request())).rejects.toThrow('no screen');
  expect(await machine.bind(request(B))).toMatchObject({ instanceId: B });
});

test('an unknown time zone is refused by name, before anything changes', async () => {
  const machine = await start();
  for (const timeZone of ['Mars/Olympus', '../../etc/passwd']) {
    const bad = { ...request(), timeZone };
    await expect(machine.bind(bad)).rejects.toMatchObject({ fields: [{ pointer: '/timeZone' }] });
  }
  expect(effects.setClock).not.toHaveBeenCalled();
});

test('the source may be a disk image; without one there are no keys', async () => {
  const image = join(directory, 'cidata.iso');
  const keys = { jwks: { keys: [{ kid: 'k1' }] } };
  const files = { 'meta-data': 'instance-id: vm-iso\n', 'user-data': JSON.stringify(keys) };
  await writeFile(image, makeIso(files, true));
  const machine = await start(image);
  expect(machine.identity).toBe('vm-iso');
  expect(await machine.refresh()).toEqual(keys.jwks);
  await rm(image);
  expect(await machine.refresh()).toEqual({ keys: [] });
});

test('a binding file cut by a crash counts as none', async () => {
  await (await start()).bind(request());
  const file = join(directory, 'state/binding.json');
  await writeFile(file, (await readFile(file, 'utf8')).slice(0, 40));
  expect((await start()).binding).toBeUndefined();
});

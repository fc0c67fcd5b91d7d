import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { readState, writeState } from '../state.ts';
import { logPath } from './log.ts';
import { identify, isAlive, type ProcessId } from './pids.ts';
import { endLeftover, Service, type ServiceDefinition } from './service.ts';
import { temporaryState, until } from './testing.ts';

let state: ReturnType<typeof temporaryState>;
const started: Service[] = [];
const restarts: string[] = [];
beforeAll(() => (state = temporaryState()));
afterEach(() => Promise.all(started.splice(0).map((each) => each.stop())));
afterAll(() => state.remove());

/** A program in one line of JavaScript; it is ready when it wrote its file. */
const definition = (name: string, script: string): ServiceDefinition => {
  const file = join(state.folder, `${name}.ready`);
  const ready = `require('fs').writeFileSync(${JSON.stringify(file)}, String(process.pid));`;
  const argv = [process.execPath, '-e', `${script}; ${ready} setInterval(() => {}, 1000)`];
  return { name, argv, ready: async () => existsSync(file) };
};
const make = (wanted: ServiceDefinition): Service => {
  const service = new Service(wanted, (line) => restarts.push(line));
  started.push(service);
  return service;
};
const pidOf = (name: string): number => Number(readFileSync(join(state.folder, `${name}.ready`)));
const recorded = (name: string) => readState<ProcessId>('run', `${name}.json`);

test('a service runs, leaves its number, logs, and ends when it is told to', async () => {
  const service = make(definition('plain', 'console.log("hello")'));
  await service.start();
  const pid = pidOf('plain');
  expect(recorded('plain')).toEqual(identify(pid));
  await until('its output', () => readFileSync(logPath('plain'), 'utf8').includes('hello'));
  await service.stop();
  expect(isAlive(identify(pid))).toBe(false);
  expect(recorded('plain')).toBeUndefined();
});

test('a service that dies is started again', async () => {
  await make(definition('mortal', '')).start();
  const first = pidOf('mortal');
  process.kill(first, 'SIGKILL');
  await until('a new process', () => pidOf('mortal') !== first);
  expect(restarts.at(-1)).toMatch(/mortal ended \(SIGKILL\), starting it again in 200 ms/);
});

test('a service that ends at once fails its start with the end of its log', async () => {
  const broken = {
    ...definition('broken', ''),
    argv: [process.execPath, '-e', 'throw new Error("no key")'],
  };
  await expect(make(broken).start()).rejects.toThrow(/broken ends at once.*no key/s);
}, 30_000);

test('a program that is not there fails the start too', async () => {
  const absent = { ...definition('absent', ''), argv: ['/nowhere/program'] };
  await expect(make(absent).start()).rejects.toThrow(/could not start: spawn \/nowhere/);
}, 30_000);

test('stopping during the start ends the wait', async () => {
  const service = make({ ...definition('slow', ''), ready: () => Promise.resolve(false) });
  const starting = expect(service.start()).rejects.toThrow(/stopped before it was ready/);
  await until('its process', () => recorded('slow') !== undefined);
  await service.stop();
  await starting;
});

test('a service that ignores the polite signal is killed after its grace', async () => {
  const stubborn = {
    ...definition('stubborn', 'process.on("SIGTERM", () => {})'),
    stopGraceMs: 200,
  };
  const service = make(stubborn);
  await service.start();
  const id = identify(pidOf('stubborn'));
  await service.stop();
  expect(isAlive(id)).toBe(false);
});

const parent = `const child = require('child_process').spawn('sleep', ['1000']);
  require('fs').writeFileSync(process.env.CHILD, String(child.pid))`;

test('children that a service leaves behind end with it, unless they are to live on', async () => {
  for (const keepsChildren of [false, true]) {
    const name = `parent-${keepsChildren}`;
    const file = join(state.folder, name);
    const service = make({ ...definition(name, parent), env: { CHILD: file }, keepsChildren });
    await service.start();
    const child = identify(Number(readFileSync(file)));
    await service.stop();
    expect(isAlive(child)).toBe(keepsChildren);
    if (keepsChildren) process.kill(child.pid, 'SIGKILL');
  }
});

test('what a killed supervisor left is ended, a stranger with its number is not', async () => {
  const stranger = spawn('sleep', ['1000']);
  const id = identify(stranger.pid ?? 0);
  writeState({ ...id, startTime: 'another boot/1' }, 'run', 'left.json');
  await endLeftover({ name: 'left' });
  expect(isAlive(id)).toBe(true);
  writeState(id, 'run', 'left.json');
  await endLeftover({ name: 'left' });
  expect(isAlive(id)).toBe(false);
  expect(recorded('left')).toBeUndefined();
});

test('a damaged record says which file it is and what to do', async () => {
  writeFileSync(join(state.folder, 'run', 'damaged.json'), '{');
  await expect(endLeftover({ name: 'damaged' })).rejects.toThrow(/damaged\.json is damaged.*reset/);
});

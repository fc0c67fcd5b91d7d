import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { silent } from '../log.ts';
import { isAlive } from '../processes/process.ts';
import { Service } from './service.ts';

let directory: string;
const services: Service[] = [];
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'service-'));
});
afterEach(async () => {
  await Promise.all(services.splice(0).map((service) => service.stop()));
  await rm(directory, { recursive: true });
});

function make(script: string): Service {
  const program = () => ({
    argv: ['/bin/sh', '-c', script],
    env: { PATH: '/usr/bin:/bin' },
    cwd: '/',
  });
  const service = new Service({ name: 'it', directory, log: silent, program });
  services.push(service);
  return service;
}

const pid = async () => Number((await readFile(join(directory, 'it.pid'), 'utf8')).split(' ')[0]);
const output = () => readFile(join(directory, 'it.log'), 'utf8').catch(() => '');

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 400; i++) {
    if (await holds()) return;
    await delay(10);
  }
  throw new Error('it did not happen within 4 s');
}

test('a program that dies is started again', async () => {
  const service = make('echo started; exec sleep 100');
  service.start();
  await until(() => service.running);
  const first = await pid();
  process.kill(first, 'SIGKILL');
  await until(async () => service.running && (await pid()) !== first);
  await until(async () => (await output()) === 'started\nstarted\n');
});

test('one that cannot live is tried less and less often', async () => {
  const service = make('echo try; exit 1');
  service.start();
  await until(async () => (await output()).length >= 8);
  await delay(600);
  expect((await output()).length / 4).toBeLessThan(5);
});

test('a program that is not there does not end execd', async () => {
  const program = () => ({ argv: ['/no/such/program'], env: {}, cwd: '/' });
  const service = new Service({ name: 'it', directory, log: silent, program });
  services.push(service);
  service.start();
  await delay(100);
  expect(service.running).toBe(false);
});

test('the next execd finds the program that a crashed one left, and stops it in order', async () => {
  make('exec sleep 100').start();
  await until(() => services[0]?.running ?? false);
  const running = await pid();
  const next = make('exec sleep 100');
  next.start();
  await until(() => next.running);
  expect(await pid()).toBe(running);
  await Promise.all(services.splice(0).map((service) => service.stop()));
  expect(isAlive(running)).toBe(false);
});

test('stop ends the whole group, also what ignores SIGTERM', async () => {
  const service = make("trap '' TERM; sleep 100 & echo $!; wait; sleep 100");
  service.start();
  await until(async () => (await output()) !== '');
  const child = Number(await output());
  await service.stop();
  await until(() => !isAlive(child));
  expect(service.running).toBe(false);
}, 10_000);

test('restart asks for the program again', async () => {
  let word = 'one';
  const service = new Service({
    name: 'it',
    directory,
    log: silent,
    program: () => ({
      argv: ['/bin/sh', '-c', `echo ${word}; exec sleep 100`],
      env: { PATH: '/bin' },
      cwd: '/',
    }),
  });
  services.push(service);
  service.start();
  await until(async () => (await output()) === 'one\n');
  word = 'two';
  await service.restart();
  await until(async () => (await output()) === 'one\ntwo\n');
});

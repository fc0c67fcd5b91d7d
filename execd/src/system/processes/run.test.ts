import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { isAlive } from './process.ts';
import { PipePool } from './pipes.ts';
import { MAX_OUTPUT_BYTES, run as runIn } from './run.ts';

const home = mkdtempSync(join(tmpdir(), 'run-home-'));
const pipes = new PipePool(join(home, 'pipes'));
afterAll(() => rmSync(home, { recursive: true }));
const run = (options: Parameters<typeof runIn>[1]) => runIn(pipes, options);
const never = new AbortController().signal;
const env = { PATH: '/usr/bin:/bin', LANG: 'C.UTF-8', HOME: home };
const shell = (script: string, options: Partial<Parameters<typeof run>[0]> = {}) =>
  run({
    argv: ['/bin/bash', '-c', script],
    cwd: '/tmp',
    env,
    timeoutMs: 10_000,
    signal: never,
    ...options,
  });

test('tells exit code, standard output and standard error apart', async () => {
  const result = await shell('echo out; echo err >&2; exit 3');
  expect(result).toMatchObject({
    state: 'finished',
    exitCode: 3,
    stdout: 'out\n',
    stderr: 'err\n',
    stdoutTruncated: false,
  });
  expect(result).not.toHaveProperty('signal');
});

test('the pipes are pipes: a script may reopen them, bash reads no startup file', async () => {
  writeFileSync(join(home, '.bashrc'), 'echo from bashrc');
  const script =
    'echo a; echo b > /dev/stderr; echo c > /dev/stdout; cat; test -c /dev/stdin && echo d';
  expect(await shell(script)).toMatchObject({ stdout: 'a\nc\nd\n', stderr: 'b\n', exitCode: 0 });
  const piped = await shell('cat /dev/stdin; cat', { stdin: 'in\n' });
  expect(piped).toMatchObject({ stdout: 'in\nin\n', stderr: '', exitCode: 0 });
});

test('sixty commands at once each get their own output', async () => {
  const all = Array.from({ length: 60 }, (_, i) => shell(`echo ${i}; echo e${i} >&2`));
  const results = await Promise.all(all);
  results.forEach((result, i) => {
    expect([result.stdout, result.stderr]).toEqual([`${i}\n`, `e${i}\n`]);
  });
});

test('arguments are taken as they are', async () => {
  const argv = ['printf', '%s|', 'a b', "it's", '$HOME', '-x', '日本'];
  const result = await run({ argv, cwd: '/', env, timeoutMs: 5000, signal: never });
  expect(result.stdout).toBe("a b|it's|$HOME|-x|日本|");
});

test('standard input is given and then closed', async () => {
  expect(await shell('cat; echo end', { stdin: 'text\n' })).toMatchObject({
    stdout: 'text\nend\n',
  });
  expect(await shell('exit 0', { stdin: 'x'.repeat(500_000) })).toMatchObject({ exitCode: 0 });
});

test('a program that is not there is a result, as in a shell', async () => {
  const result = await run({ argv: ['nosuch'], cwd: '/', env, timeoutMs: 5000, signal: never });
  expect(result).toMatchObject({ exitCode: 127, stderr: 'nosuch: command not found\n' });
});

test('a timeout kills the whole group, grandchildren too', async () => {
  const result = await shell('sleep 100 & echo $!; sh -c "echo $$; sleep 100"', { timeoutMs: 300 });
  expect(result).toMatchObject({ state: 'timedOut', signal: 'SIGKILL' });
  const [background] = result.stdout.split('\n').map(Number);
  expect(background).toBeGreaterThan(1);
  await ends(background as number);
  expect(result.durationMs).toBeLessThan(3000);
});

test('a client that goes away kills the whole group', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'run-'));
  const client = new AbortController();
  const running = shell('sleep 100 & echo $! > pid; wait', {
    cwd: directory,
    signal: client.signal,
  });
  const pid = await eventually(
    () => Number(readFileSync(join(directory, 'pid'), 'utf8')) || undefined,
  );
  client.abort();
  expect(await running).toMatchObject({ signal: 'SIGKILL' });
  await ends(pid);
  await rm(directory, { recursive: true });
});

test('a child that stays in the background neither delays the answer nor dies of it', async () => {
  const script = '(for i in $(seq 200); do echo line $i; sleep 0.02; done) & echo $!; exit 0';
  const started = performance.now();
  const result = await shell(script);
  expect(performance.now() - started).toBeLessThan(3000);
  const pid = Number(result.stdout.split('\n')[0]);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(isAlive(pid)).toBe(true);
  process.kill(pid, 'SIGKILL');
});

test('more output than is kept is read away, and said to be cut', async () => {
  const result = await shell(
    'head -c 5000000 /dev/zero | tr "\\0" é | iconv -f latin1 -t utf8; echo x >&2',
  );
  expect(Buffer.byteLength(result.stdout)).toBeLessThanOrEqual(MAX_OUTPUT_BYTES);
  expect(result).toMatchObject({ exitCode: 0, stdoutTruncated: true, stderrTruncated: false });
  expect(result.stdout).not.toContain('\ufffd');
});

test('output exactly at the limit is whole', async () => {
  const result = await shell(`head -c ${MAX_OUTPUT_BYTES} /dev/zero | tr '\\0' a`);
  expect(result.stdout).toHaveLength(MAX_OUTPUT_BYTES);
  expect(result.stdoutTruncated).toBe(false);
});

test('a signal that ended the command is named', async () => {
  expect(await shell('kill -TERM $$')).toMatchObject({ signal: 'SIGTERM', state: 'finished' });
});

async function ends(pid: number): Promise<void> {
  await eventually(() => (isAlive(pid) ? undefined : true));
}

async function eventually<T>(look: () => T | undefined): Promise<T> {
  for (let i = 0; i < 500; i++) {
    try {
      const found = look();
      if (found !== undefined) return found;
    } catch {
      // Not there yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('it did not happen within 5 s');
}

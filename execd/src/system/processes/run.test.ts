import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandRequest } from '@cyberdesk/generated/execd/types.gen';
import { afterAll, expect, test } from 'vitest';
import { silent } from '../log.ts';
import { Commands } from './command.ts';
import { MAX_OUTPUT_BYTES } from './execution.ts';
import { isAlive } from './process.ts';
import { ownUser } from './user.ts';

const home = mkdtempSync(join(tmpdir(), 'run-home-'));
afterAll(() => rmSync(home, { recursive: true }));
const never = new AbortController().signal;
const session = {
  displayNumber: 42,
  runtimeDirectory: '/run/user/1',
  locale: 'C.UTF-8',
  timeZone: undefined,
  extra: { HOME: home },
};
const commands = new Commands({
  user: ownUser(),
  session: () => session,
  directory: home,
  stateDirectory: join(home, 'commands'),
  log: silent,
});
interface Options extends Partial<CommandRequest> {
  signal?: AbortSignal;
}
const run = ({ signal = never, ...request }: Options & Pick<CommandRequest, 'command'>) =>
  commands.run({ cwd: '/tmp', timeoutSeconds: 10, ...request }, signal);
const shell = (script: string, options: Options = {}) =>
  run({ command: ['/bin/bash', '-c', script], ...options });

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
  const result = await run({ command: argv });
  expect(result.stdout).toBe("a b|it's|$HOME|-x|日本|");
});

test('standard input is given and then closed', async () => {
  expect(await shell('cat; echo end', { stdin: 'text\n' })).toMatchObject({
    stdout: 'text\nend\n',
  });
  expect(await shell('exit 0', { stdin: 'x'.repeat(500_000) })).toMatchObject({ exitCode: 0 });
});

test('a program that is not there is a result, as in a shell', async () => {
  const result = await run({ command: ['nosuch'] });
  expect(result).toMatchObject({ exitCode: 127, stderr: 'nosuch: command not found\n' });
});

test('a timeout kills the whole group, grandchildren too', async () => {
  const result = await shell('sleep 100 & echo $!; sh -c "echo $$; sleep 100"', {
    timeoutSeconds: 0.3,
  });
  expect(result).toMatchObject({ state: 'timedOut', signal: 'SIGKILL' });
  const [background] = result.stdout.split('\n').map(Number);
  expect(background).toBeGreaterThan(1);
  await ends(background as number);
  expect(result.durationMs).toBeLessThan(3000);
  expect(result).toMatchObject({
    stdoutBytes: Buffer.byteLength(result.stdout),
    background: false,
  });
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
  expect(await running).toMatchObject({ signal: 'SIGKILL', state: 'killed' });
  await ends(pid);
  await rm(directory, { recursive: true });
});

test('what has left the group and its session is killed, too', async () => {
  const script = 'setsid sleep 100 & echo $!; setsid -f sh -c "sleep 100"; sleep 100';
  const result = await shell(script, { timeoutSeconds: 0.5 });
  const escaped = Number(result.stdout.split('\n')[0]);
  await ends(escaped);
  const mark = `CYBERDESK_COMMAND_ID=${result.id}`;
  await eventually(() => (marked(mark).length === 0 ? true : undefined));
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

test('what ran when execd was killed is lost, never finished, and its processes are gone', async () => {
  const { id, processId = 0 } = await shell('echo before; sleep 100', { background: true });
  const finished = await shell('echo kept; echo too >&2; exit 4');
  const record = join(home, 'commands', `${finished.id}.json`);
  await eventually(() => (readFileSync(record, 'utf8').includes('kept') ? true : undefined));
  // A second one over the same folder is what a restart finds.
  const again = new Commands({
    user: ownUser(),
    session: () => session,
    directory: mkdtempSync(join(tmpdir(), 'again-')),
    stateDirectory: join(home, 'commands'),
    log: silent,
  });
  const lost = await again.get(id, 0, never);
  expect(lost).toMatchObject({ id, state: 'lost' });
  expect(lost).not.toHaveProperty('exitCode');
  await ends(processId);
  const { stdout, stderr, exitCode } = await again.get(finished.id, 0, never);
  expect([stdout, stderr, exitCode]).toEqual(['kept\n', 'too\n', 4]);
  const { log } = await again.output(finished.id);
  expect(log.end).toBe(9);
});

test('endless output costs little memory, and its end is kept', async () => {
  const before = process.memoryUsage().rss;
  const result = await shell('yes | head -c 300000000; echo the end', { timeoutSeconds: 30 });
  expect(result).toMatchObject({ exitCode: 0, stdoutBytes: 300_000_008, stdoutTruncated: true });
  expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
  const { log } = await commands.output(result.id);
  expect(log.size).toBeLessThan(70 * 1024 * 1024);
  let last = '';
  for await (const piece of log.read(log.end - 20, never))
    if (piece.type === 'output') last += String(piece.bytes);
  expect(last).toContain('the end');
}, 40_000);

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

function marked(mark: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(mark) && isAlive(Number(pid));
    } catch {
      return false;
    }
  });
}

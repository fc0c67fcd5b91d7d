import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const START_MS = 20_000;
const OUTPUT_LIMIT = 4_000;

/** A program that runs beside a measurement. */
export interface Program {
  pid: number;
  child: ChildProcess;
  /** Resolves with what its standard output says of itself first, as JSON in one line. */
  announcement: <T>() => Promise<T>;
  /** Resolves when `check` holds; rejects with the program's errors when it ends before. */
  until: (check: () => Promise<boolean>) => Promise<void>;
  stop: () => Promise<void>;
}

export const startProgram = (argv: string[], env: Record<string, string> = {}): Program => {
  const [command = '', ...rest] = argv;
  const child = spawn(command, rest, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] = (output[name] + text).slice(-OUTPUT_LIMIT);
    });
  child.on('error', (error) => (output.stderr += error.message));
  const until = async (check: () => Promise<boolean>): Promise<void> => {
    const end = performance.now() + START_MS;
    while (!(await check())) {
      const ended = child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
      if (ended || performance.now() > end)
        throw new Error(`${argv.join(' ')} did not start: ${output.stderr}${output.stdout}`);
      await delay(20);
    }
  };
  return {
    pid: child.pid ?? 0,
    child,
    until,
    announcement: async <T>() => {
      await until(() => Promise.resolve(output.stdout.includes('\n')));
      return JSON.parse(output.stdout.slice(0, output.stdout.indexOf('\n'))) as T;
    },
    stop: () => stop(child),
  };
};

const stop = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await ended;
  clearTimeout(timer);
};

/** A script of ours on the Node that runs this one. */
export const nodeScript = (path: string, ...rest: string[]): string[] => [
  process.execPath,
  '--disable-warning=ExperimentalWarning',
  path,
  ...rest,
];

/** What serves runs on one core, what asks on the other: `taskset -c`. */
export const onCore = (core: number, argv: string[]): string[] => [
  'taskset',
  '-c',
  String(core),
  ...argv,
];

/** Whether something accepts connections there. */
export const listens = (port: number, host = '127.0.0.1'): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, host, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

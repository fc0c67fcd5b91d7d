import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync } from 'node:fs';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { errno } from '../fault.ts';
import { makeOrdinary } from './oom.ts';
import { BoundedOutput } from './output.ts';
import type { PipePool } from './pipes.ts';
import { killGroup } from './process.ts';

export interface RunOptions {
  argv: string[];
  cwd: string;
  env: Record<string, string>;
  stdin?: string;
  timeoutMs: number;
  /** Aborts when nobody waits for the result any more. */
  signal: AbortSignal;
}
export interface RunResult {
  state: 'finished' | 'timedOut';
  exitCode?: number;
  signal?: string;
  stdout: string;
  stderr: string;
  stdoutTruncated: boolean;
  stderrTruncated: boolean;
  durationMs: number;
}

export const MAX_OUTPUT_BYTES = 1024 * 1024;
/** After the end of the command itself: time for what is still in the pipes, not for what children may say. */
const DRAIN_MS = 250;
/** Looks, 2 ms apart, without a new byte: each gives what lies in the pipes a chance to be read. */
const QUIET_LOOKS = 15;
const NOT_FOUND = 127;
const NOT_EXECUTABLE = 126;

interface End {
  code: number | null;
  signal: string | null;
}
interface Started {
  child: ChildProcess;
  outputs: [Socket, Socket];
}

/**
 * Runs a command to its end in a process group of its own. Timeout and abort kill the whole group. Children that a
 * finished command leaves behind live on, with their output read away: closing it would kill them at the next line.
 */
export async function run(pipes: PipePool, options: RunOptions): Promise<RunResult> {
  const begun = performance.now();
  const { child, outputs } = await start(pipes, options);
  const stdout = new BoundedOutput(outputs[0], MAX_OUTPUT_BYTES);
  const stderr = new BoundedOutput(outputs[1], MAX_OUTPUT_BYTES);
  const guard = watch(child, options);
  try {
    const end = await ended(child);
    const durationMs = Math.round(performance.now() - begun);
    await drained(outputs, [stdout, stderr]);
    return {
      state: guard.timedOut() ? 'timedOut' : 'finished',
      ...(end.code === null ? {} : { exitCode: end.code }),
      ...(end.signal === null ? {} : { signal: end.signal }),
      stdout: stdout.text(),
      stderr: stderr.text(),
      stdoutTruncated: stdout.truncated,
      stderrTruncated: stderr.truncated,
      durationMs,
    };
  } catch (error) {
    return notStarted(options.argv[0] ?? '', error, performance.now() - begun);
  } finally {
    guard.stop();
    for (const output of outputs) output.unref();
  }
}

async function start(pipes: PipePool, { argv, cwd, env, stdin }: RunOptions): Promise<Started> {
  const [file = '', ...args] = argv;
  const input = stdin === undefined ? ('ignore' as const) : await pipes.input(stdin);
  const stdout = await pipes.output();
  const stderr = await pipes.output();
  const ends = [input, stdout.childFd, stderr.childFd];
  try {
    const child = spawn(file, args, { cwd, env, detached: true, stdio: ends });
    makeOrdinary(child.pid);
    return { child, outputs: [stdout.stream, stderr.stream] };
  } finally {
    for (const end of ends) if (typeof end === 'number') closeSync(end);
  }
}

/** Kills the group when time is up or nobody waits. */
function watch(child: ChildProcess, { timeoutMs, signal }: RunOptions) {
  let timedOut = false;
  const kill = () => {
    if (child.pid !== undefined) killGroup(child.pid, 'SIGKILL');
  };
  const timer = setTimeout(() => {
    timedOut = true;
    kill();
  }, timeoutMs);
  signal.addEventListener('abort', kill, { once: true });
  if (signal.aborted) kill();
  const stop = () => {
    clearTimeout(timer);
    signal.removeEventListener('abort', kill);
  };
  return { stop, timedOut: () => timedOut };
}

function ended(child: ChildProcess): Promise<End> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.once('error', reject);
  });
}

/** Waits for the end of both pipes, or until they are quiet while children hold them open. */
async function drained(pipes: Socket[], outputs: BoundedOutput[]): Promise<void> {
  const received = () => outputs.reduce((sum, output) => sum + output.received, 0);
  const limit = performance.now() + DRAIN_MS;
  let before = received();
  for (let quiet = 0; quiet < QUIET_LOOKS; quiet++) {
    if (pipes.every((pipe) => pipe.readableEnded)) return;
    await delay(2);
    const now = received();
    if (now !== before) quiet = performance.now() < limit ? 0 : QUIET_LOOKS;
    before = now;
  }
}

/** As a shell reports it: a program that does not start is a result, too. */
function notStarted(file: string, error: unknown, durationMs: number): RunResult {
  const isMissing = errno(error) === 'ENOENT';
  const reason = isMissing ? 'command not found' : `cannot be started (${errno(error)})`;
  return {
    state: 'finished',
    exitCode: isMissing ? NOT_FOUND : NOT_EXECUTABLE,
    stdout: '',
    stderr: `${file}: ${reason}\n`,
    stdoutTruncated: false,
    stderrTruncated: false,
    durationMs: Math.round(durationMs),
  };
}

import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { BoundedOutput } from './output.ts';
import { makeOrdinary } from './oom.ts';
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
const QUIET_MS = 30;
const NOT_FOUND = 127;
const NOT_EXECUTABLE = 126;

interface End {
  code: number | null;
  signal: string | null;
}

/**
 * Runs a command to its end in a process group of its own. Timeout and abort kill the whole group. Children that a
 * finished command leaves behind live on, with their output read away: closing it would kill them at the next line.
 */
export async function run(options: RunOptions): Promise<RunResult> {
  const started = performance.now();
  const [file = '', ...args] = options.argv;
  const child = spawn(file, args, { cwd: options.cwd, env: options.env, detached: true });
  makeOrdinary(child.pid);
  const stdout = new BoundedOutput(child.stdout, MAX_OUTPUT_BYTES);
  const stderr = new BoundedOutput(child.stderr, MAX_OUTPUT_BYTES);
  const guard = watch(child, options);
  feed(child, options.stdin);
  try {
    const end = await ended(child);
    const durationMs = Math.round(performance.now() - started);
    await drained(child, [stdout, stderr]);
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
    return notStarted(file, error, performance.now() - started);
  } finally {
    guard.stop();
    release(child);
  }
}

/** Kills the group when time is up or nobody waits. */
function watch(child: ChildProcessWithoutNullStreams, { timeoutMs, signal }: RunOptions) {
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

/** A command need not read its input: a closed pipe is no error. */
function feed(child: ChildProcessWithoutNullStreams, text = ''): void {
  child.stdin.on('error', () => undefined);
  child.stdin.end(text);
}

function ended(child: ChildProcessWithoutNullStreams): Promise<End> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.once('error', reject);
  });
}

/** Waits for the end of both pipes, or until they are quiet while children hold them open. */
async function drained(
  child: ChildProcessWithoutNullStreams,
  outputs: BoundedOutput[],
): Promise<void> {
  const closed = () => child.stdout.readableEnded && child.stderr.readableEnded;
  const limit = performance.now() + DRAIN_MS;
  while (!closed() && performance.now() < limit) {
    await delay(5);
    if (outputs.every((output) => output.quietMs > QUIET_MS)) return;
  }
}

/** Pipes that children keep open must not keep execd from ending. */
function release(child: ChildProcessWithoutNullStreams): void {
  child.unref();
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream.readableEnded) (stream as typeof stream & { unref?: () => void }).unref?.();
  }
}

/** As a shell reports it: a program that does not start is a result, too. */
function notStarted(file: string, error: unknown, durationMs: number): RunResult {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  const reason = code === 'ENOENT' ? 'command not found' : `cannot be started (${String(code)})`;
  return {
    state: 'finished',
    exitCode: code === 'ENOENT' ? NOT_FOUND : NOT_EXECUTABLE,
    stdout: '',
    stderr: `${file}: ${reason}\n`,
    stdoutTruncated: false,
    stderrTruncated: false,
    durationMs: Math.round(durationMs),
  };
}

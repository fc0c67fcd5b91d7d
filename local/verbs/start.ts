import { spawn } from 'node:child_process';
import { closeSync, openSync, readSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { holderOf, take } from '../lock.ts';
import { Steps } from '../progress.ts';
import { readState, root, stateFolder, statePath, writeState, type Driver } from '../state.ts';
import type { Demo } from '../supervisor/demo.ts';
import type { ProcessId } from '../supervisor/pids.ts';
import { Supervisor, type Summary } from '../supervisor/supervisor.ts';

/** What a waiting `start --detach` reads of the supervisor that it started. */
interface Progress {
  state: 'healthy' | 'failed';
}

const lockPath = (): string => statePath('run', 'supervisor.lock');

/** The running supervisor of this state, if there is one. */
export const runningSupervisor = (): ProcessId | undefined => holderOf(lockPath());

/** Runs the stack until it is told to stop. */
export const startForeground = async (driver: Driver, watch: boolean): Promise<number> => {
  if (!take(lockPath())) return alreadyRunning();
  rmSync(statePath('run', 'progress.json'), { force: true });
  const supervisor = new Supervisor(new Steps());
  const interrupted = stopOnSignal(supervisor);
  const started = supervisor.start(driver, watch).then(welcome);
  const outcome = await Promise.race([started, interrupted]).catch((error: Error) => error);
  if (outcome instanceof Error) await fail(supervisor, outcome);
  else await interrupted;
  rmSync(lockPath(), { force: true });
  // What still works on a start that was interrupted must not keep this process.
  process.exit(outcome instanceof Error ? 1 : 0);
};

const report = (state: Progress['state']): void =>
  void writeState({ state } satisfies Progress, 'run', 'progress.json');

const welcome = ({ summary, demo }: { summary: Summary; demo: Demo }): void => {
  process.stdout.write(`\n${greeting(summary, demo)}\n`);
  report('healthy');
};

const fail = async (supervisor: Supervisor, error: Error): Promise<void> => {
  process.stderr.write(`\n${error.message}\n`);
  await supervisor.stop();
  report('failed');
};

const stopOnSignal = (supervisor: Supervisor): Promise<void> =>
  new Promise((resolve, reject) => {
    const onSignal = (): void => void supervisor.stop().then(resolve, reject);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  });

const alreadyRunning = (): number => {
  process.stdout.write(
    'Cyberdesk runs already. `npm run status` shows where, `npm run stop` stops it.\n',
  );
  return 0;
};

/** Starts a supervisor of its own session and returns when it is healthy. */
export const startDetached = async (driver: Driver): Promise<number> => {
  if (runningSupervisor()) return alreadyRunning();
  rmSync(statePath('run', 'progress.json'), { force: true });
  const path = statePath('logs', 'supervisor.log');
  const log = openSync(path, 'w', 0o600);
  const child = spawn(
    process.execPath,
    [join(root, 'local/main.ts'), 'start', '--driver', driver],
    {
      cwd: root,
      detached: true,
      stdio: ['ignore', log, log],
      env: { ...process.env, CYBERDESK_STATE: stateFolder() },
    },
  );
  closeSync(log);
  child.unref();
  return follow(path, () => child.exitCode === null && child.signalCode === null);
};

/** Prints what the supervisor writes to its log until it is healthy or has failed. */
const follow = async (log: string, alive: () => boolean): Promise<number> => {
  const file = openSync(log, 'r');
  const chunk = Buffer.alloc(64 * 1024);
  for (;;) {
    const wasAlive = alive();
    const state = readState<Progress>('run', 'progress.json')?.state;
    for (let size = readSync(file, chunk); size > 0; size = readSync(file, chunk))
      process.stdout.write(Buffer.from(chunk.subarray(0, size)));
    if (state === 'healthy') return 0;
    if (state === 'failed') return 1;
    if (!wasAlive) throw new Error(`The start ended early. Its log: ${log}`);
    await delay(100);
  }
};

const greeting = (summary: Summary, demo: Demo): string =>
  [
    `Cyberdesk runs. API ${summary.api.url} · gateway ${summary.gateway.publicUrl} · driver ${summary.driver}`,
    ...(summary.web ? [`Open ${summary.web.url}`] : []),
    `Sign in as ${demo.email} with the password ${demo.password}`,
    '',
    `export CYBERDESK_API_KEY=${demo.key} CYBERDESK_BASE_URL=${summary.api.url}`,
  ].join('\n');

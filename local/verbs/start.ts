import { spawn } from 'node:child_process';
import { closeSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { take } from '../lock.ts';
import { Steps } from '../progress.ts';
import { readState, root, stateFolder, statePath, writeState, type Driver } from '../state.ts';
import { isAlive, type ProcessId } from '../supervisor/pids.ts';
import { Supervisor, type Summary } from '../supervisor/supervisor.ts';
import type { Demo } from '../supervisor/demo.ts';

/** What a waiting `start --detach` reads of the supervisor that it started. */
interface Progress {
  state: 'starting' | 'healthy' | 'failed';
  line: string;
}

/** The running supervisor of this state, if there is one. */
export const runningSupervisor = (): ProcessId | undefined => {
  const holder = readState<ProcessId>('run', 'supervisor.lock');
  return holder && isAlive(holder) ? holder : undefined;
};

/** Runs the stack until it is told to stop. */
export const startForeground = async (driver: Driver, watch: boolean): Promise<number> => {
  const lock = statePath('run', 'supervisor.lock');
  if (!take(lock)) return alreadyRunning();
  const report = (state: Progress['state']) => (line: string) =>
    void writeState({ state, line }, 'run', 'progress.json');
  const supervisor = new Supervisor(new Steps({ onChange: report('starting') }));
  const stopped = stopOnSignal(supervisor, lock);
  try {
    const { summary, demo } = await supervisor.start(driver, watch);
    process.stdout.write(`\n${greeting(summary, demo)}\n`);
    report('healthy')('');
  } catch (error) {
    report('failed')((error as Error).message);
    process.stderr.write(`\n${(error as Error).message}\n`);
    await supervisor.stop();
    rmSync(lock, { force: true });
    process.exit(1);
  }
  return stopped;
};

const stopOnSignal = (supervisor: Supervisor, lock: string): Promise<number> =>
  new Promise((resolve) => {
    const onSignal = (): void => {
      void supervisor.stop().finally(() => {
        rmSync(lock, { force: true });
        resolve(0);
        process.exit(0);
      });
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, onSignal);
  });

const alreadyRunning = (): number => {
  process.stdout.write(
    'Cyberdesk runs already. `npm run status` shows where, `npm run stop` stops it.\n',
  );
  return 0;
};

/** Starts a supervisor of its own session and returns when it is healthy. */
export const startDetached = async (argv: string[]): Promise<number> => {
  if (runningSupervisor()) return alreadyRunning();
  rmSync(statePath('run', 'progress.json'), { force: true });
  const log = openSync(statePath('logs', 'supervisor.log'), 'a', 0o600);
  const rest = argv.filter((each) => each !== '--detach');
  const child = spawn(process.execPath, [join(root, 'local/main.ts'), 'start', ...rest], {
    cwd: root,
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...process.env, CYBERDESK_STATE: stateFolder() },
  });
  closeSync(log);
  child.unref();
  return follow(() => child.exitCode === null && child.signalCode === null);
};

const follow = async (alive: () => boolean): Promise<number> => {
  const shown = new Set<string>();
  for (;;) {
    const progress = readState<Progress>('run', 'progress.json');
    if (progress?.line && !shown.has(progress.line)) process.stdout.write(`${progress.line}\n`);
    if (progress) shown.add(progress.line);
    if (progress?.state === 'healthy') break;
    if (progress?.state === 'failed') return 1;
    if (!alive())
      throw new Error(`The start ended early. Its log: ${statePath('logs', 'supervisor.log')}`);
    await delay(150);
  }
  const summary = readState<Summary>('summary.json');
  const demo = readState<Demo>('demo.json');
  if (summary && demo) process.stdout.write(`\n${greeting(summary, demo)}\n`);
  return 0;
};

const greeting = (summary: Summary, demo: Demo): string =>
  [
    `Cyberdesk runs. API ${summary.api.url} · gateway ${summary.gateway.publicUrl} · driver ${summary.driver}`,
    `Sign in as ${demo.email} with the password ${demo.password}`,
    '',
    `export CYBERDESK_API_KEY=${demo.key} CYBERDESK_BASE_URL=${summary.api.url}`,
  ].join('\n');

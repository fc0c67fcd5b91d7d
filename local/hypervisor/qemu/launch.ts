import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, realpathSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  descendantRunning,
  identify,
  type ProcessIdentity,
  terminate,
} from '../system/processes.ts';
import { run } from '../system/run.ts';
import {
  type Egress,
  egressRules,
  enter,
  entranceArguments,
  pastaArguments,
  RESOLVER,
} from './network.ts';
import { QmpClient } from './qmp.ts';

const QMP_TIMEOUT_MS = 20_000;

export interface Launch {
  /** Working folder: sockets, disk and configuration of this one machine. */
  directory: string;
  address: string;
  egress: Egress;
  arguments: string[];
}

export interface Launched {
  qmp: QmpClient;
  pasta: ProcessIdentity;
  /** Carries connections from the machine's address into its namespace. */
  entrance: ProcessIdentity;
  qemu: ProcessIdentity;
}

/** Ends what stands around a QEMU process that has ended. */
export async function endSurroundings({
  pasta,
  entrance,
}: Pick<Launched, 'pasta' | 'entrance'>): Promise<void> {
  await Promise.all([terminate(pasta, 500), terminate(entrance, 500)]);
}

/**
 * Starts QEMU, paused, in a network namespace of its own, and puts the rules in place before the
 * guest's first instruction. The processes outlive the hypervisor.
 */
export async function launch(options: Launch): Promise<Launched> {
  const { directory, address, egress } = options;
  await writeFile(join(directory, 'resolv.conf'), `nameserver ${RESOLVER}\n`);
  const command = [...withResolver(directory), 'qemu-system-x86_64', ...options.arguments];
  const { pid, failed } = spawnDetached('pasta', pastaArguments(command), directory);
  const pasta = identify(pid);
  if (!pasta) throw new Error(`pasta did not start: ${await readLog(directory)}`);
  try {
    const qmp = await Promise.race([openControl(directory), failed.then(() => died(directory))]);
    const qemu = identify(descendantRunning(pid, 'qemu-system') ?? 0);
    if (!qemu) throw new Error(`QEMU ended at once: ${await readLog(directory)}`);
    await applyRules(qemu.pid, egressRules(egress));
    const entrance = await openEntrance(qemu.pid, address, directory);
    return { qmp, pasta, entrance, qemu };
  } catch (error) {
    await terminate(pasta, 200);
    throw error;
  }
}

async function openEntrance(
  qemu: number,
  address: string,
  directory: string,
): Promise<ProcessIdentity> {
  const args = entranceArguments(address, qemu);
  const entrance = identify(spawnDetached('systemd-socket-activate', args, directory).pid);
  if (!entrance) throw new Error(`the entrance did not open: ${await readLog(directory)}`);
  return entrance;
}

/**
 * QEMU's own resolver reads /etc/resolv.conf, which may name a resolver on the host's loopback: inside the
 * namespace pasta answers instead. All that bwrap does is to swap that file.
 */
function withResolver(directory: string): string[] {
  if (!existsSync('/etc/resolv.conf')) return [];
  const file = realpathSync('/etc/resolv.conf');
  return ['bwrap', '--dev-bind', '/', '/', '--ro-bind', join(directory, 'resolv.conf'), file, '--'];
}

function spawnDetached(
  command: string,
  args: string[],
  directory: string,
): { pid: number; failed: Promise<void> } {
  const log = openSync(join(directory, 'qemu.log'), 'a', 0o600);
  const child = spawn(command, args, {
    cwd: directory,
    detached: true,
    stdio: ['ignore', log, log],
    // One desktop is one process with few threads: more arenas would only hold memory.
    env: { ...process.env, MALLOC_ARENA_MAX: '1' },
  });
  closeSync(log);
  const failed = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  child.unref();
  return { pid: child.pid ?? 0, failed };
}

async function openControl(directory: string): Promise<QmpClient> {
  const until = Date.now() + QMP_TIMEOUT_MS;
  for (;;) {
    try {
      return await QmpClient.connect(directory);
    } catch (error) {
      if (Date.now() > until)
        throw new Error(`QEMU did not open its control socket: ${String(error)}`, { cause: error });
      await delay(15);
    }
  }
}

async function died(directory: string): Promise<never> {
  throw new Error(`QEMU ended at once: ${await readLog(directory)}`);
}

async function readLog(directory: string): Promise<string> {
  const text = await readFile(join(directory, 'qemu.log'), 'utf8').catch(() => '');
  return text.trim().slice(-1000) || 'it said nothing';
}

async function applyRules(pid: number, rules: string): Promise<void> {
  await run('nsenter', [...enter(pid), 'nft', '-f', '-'], { input: rules });
}

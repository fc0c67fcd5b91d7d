import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AddressPool, EXECD_PORT } from '../system/addresses.ts';
import { exists, publish } from '../system/cache.ts';
import { writeConfigDisk } from '../system/config-disk.ts';
import { writeAtomic } from '../system/files.ts';
import { probeHealth } from '../system/health.ts';
import { terminate } from '../system/processes.ts';
import { run } from '../system/run.ts';
import { DEVICES_VERSION, qemuArguments } from './arguments.ts';
import { createOverlay, qemuVersion } from './disk.ts';
import { GuestAgent } from './guest-agent.ts';
import { endSurroundings, launch, type Launched } from './launch.ts';
import { saveState } from './migration.ts';

const BOOT_TIMEOUT_MS = 600_000;
const WARM_TIMEOUT_MS = 900_000;

export interface TemplateOptions {
  cacheDirectory: string;
  image: string;
  vcpus: number;
  memoryMiB: number;
  accelerator: 'kvm' | 'tcg';
  progress: (fraction: number, message: string) => void;
}

/** A machine caught with its desktop drawn and idle: ram, state and disk that every clone starts from. */
export async function ensureTemplate(options: TemplateOptions): Promise<string> {
  const directory = await templateDirectory(options);
  if (!(await exists(directory))) await publish(directory, (work) => makeTemplate(work, options));
  options.progress(1, 'template ready');
  return directory;
}

/** Where the template for this image, size and emulator is, or would be. */
export async function templateDirectory(
  options: Omit<TemplateOptions, 'progress'>,
): Promise<string> {
  const { cacheDirectory, image, vcpus, memoryMiB, accelerator } = options;
  const parts = [image, vcpus, memoryMiB, accelerator, await qemuVersion(), DEVICES_VERSION];
  const key = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
  return join(cacheDirectory, 'templates', key);
}

async function makeTemplate(work: string, options: TemplateOptions): Promise<void> {
  const { progress, image } = options;
  progress(0, 'booting the desktop');
  await createOverlay(join(work, 'disk.qcow2'), join(image, 'root.qcow2'));
  await writeConfigDisk(join(work, 'config.iso'), {
    name: 'template',
    userData: '{"jwks":{"keys":[]}}',
  });
  const address = await new AddressPool(work).allocate();
  const settings = {
    ...options,
    memory: { file: join(work, 'ram'), shared: true },
    incoming: false,
  };
  const argumentsList = qemuArguments({ ...settings, serial: 'template', isolated: true });
  const machine = await launch({
    directory: work,
    address,
    egress: 'none',
    arguments: argumentsList,
  });
  try {
    await capture(machine, work, address, progress);
  } catch (error) {
    throw await withConsole(error, machine);
  } finally {
    machine.qmp.close();
    await terminate(machine.qemu, 5000);
    await endSurroundings(machine);
  }
  await run('fallocate', ['--dig-holes', 'ram'], { cwd: work });
  await writeAtomic(
    join(work, 'template.json'),
    JSON.stringify({ ...options, progress: undefined }),
  );
}

async function capture(
  machine: Launched,
  work: string,
  address: string,
  progress: TemplateOptions['progress'],
): Promise<void> {
  await machine.qmp.execute('cont');
  await waitFor('execd answers', BOOT_TIMEOUT_MS, (share) => {
    progress(0.5 * share, 'booting the desktop');
    return probeHealth(address, EXECD_PORT);
  });
  progress(0.5, 'opening programs once');
  await waitFor('the guest agent answers', BOOT_TIMEOUT_MS, () =>
    GuestAgent.with(work, (agent) => agent.ping()).catch(() => false),
  );
  await GuestAgent.with(work, async (agent) => {
    await agent.ping();
    await agent.exec('/usr/lib/cyberdesk/warm', [], WARM_TIMEOUT_MS);
  });
  progress(0.95, 'saving the machine');
  await machine.qmp.execute('stop');
  await saveState(machine.qmp);
  await machine.qmp.execute('quit').catch(() => undefined);
}

/** A boot that hangs says why on its console. */
async function withConsole(error: unknown, machine: Launched): Promise<Error> {
  const text = await machine.qmp
    .execute<string>('ringbuf-read', { device: 'console', size: 4096 })
    .catch(() => '');
  const message = error instanceof Error ? error.message : String(error);
  return new Error(`the template could not be made: ${message}\n${text.trim().slice(-2000)}`, {
    cause: error,
  });
}

async function waitFor(
  what: string,
  timeoutMs: number,
  ask: (share: number) => Promise<boolean>,
): Promise<void> {
  const since = Date.now();
  // A boot under emulation takes about a minute: the bar follows that, not the time limit.
  while (!(await ask(Math.min(0.95, (Date.now() - since) / 90_000)))) {
    if (Date.now() - since > timeoutMs)
      throw new Error(`waited ${timeoutMs / 1000} s until ${what}, in vain`);
    await delay(500);
  }
}

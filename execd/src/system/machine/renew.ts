import { readdir, rm, symlink, lstat, rename, open } from 'node:fs/promises';
import { kernelRandom } from '@cyberdesk/kit/ids';
import type { Logger } from '../log.ts';
import { writeAtomic } from './atomic.ts';
import { runTool } from './tool.ts';

const SSH = '/etc/ssh';
/** The ioctl RNDRESEEDCRNG. */
const RESEED = 'open(F, "+<", "/dev/urandom") or die $!; ioctl(F, 0x5207, 0) or die $!';

/**
 * Gives a copied machine an identity of its own: random numbers first, because what follows draws on them, then the
 * machine id and the host keys of SSH. Needs root; elsewhere the machine belongs to somebody else.
 */
export async function renewIdentity(seed: string, log: Logger): Promise<void> {
  await reseed(seed, log);
  const id = kernelRandom(16).toString('hex');
  await writeAtomic('/etc/machine-id', `${id}\n`, 0o444);
  const dbus = '/var/lib/dbus/machine-id';
  const info = await lstat(dbus).catch(() => undefined);
  if (info?.isFile()) await writeAtomic(dbus, `${id}\n`, 0o444);
  await renewHostKeys(log).catch((error: unknown) => log.warn({ err: error }, 'host keys stay'));
}

/**
 * Copies of one memory would draw the same numbers: what is said to this one alone goes into the kernel's pool, and the
 * generator starts anew from it at once instead of within the next minute. (A vmgenid device does the same earlier.)
 */
async function reseed(seed: string, log: Logger): Promise<void> {
  const device = await open('/dev/urandom', 'w');
  try {
    await device.write(`${seed} ${process.hrtime.bigint()} ${process.cpuUsage().user}`);
  } finally {
    await device.close();
  }
  // Node has no ioctl; Perl is essential in Debian.
  await runTool('perl', ['-e', RESEED]).catch((error: unknown) => {
    log.warn({ err: error }, 'the kernel did not reseed its random numbers');
  });
}

/** Only where an SSH server left keys: a machine without one needs none. */
async function renewHostKeys(log: Logger): Promise<void> {
  const names = await readdir(SSH).catch(() => []);
  const keys = names.filter((name) => /^ssh_host_.*_key(\.pub)?$/.test(name));
  if (keys.length === 0) return;
  await Promise.all(keys.map((name) => rm(`${SSH}/${name}`, { force: true })));
  await runTool('ssh-keygen', ['-A']);
  log.info({ count: keys.length }, 'renewed the SSH host keys');
}

/** Replaces a symbolic link in one step. */
export async function relink(target: string, path: string): Promise<void> {
  const part = `${path}.${process.pid}.part`;
  await rm(part, { force: true });
  await symlink(target, part);
  await rename(part, path);
}

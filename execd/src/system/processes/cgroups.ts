import { accessSync, constants, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** More processes and threads than a build needs, and so few that a fork bomb leaves memory to the desktop. */
const MAX_PROCESSES = 2048;
/** Of all commands together. */
const MAX_ALL_PROCESSES = 4096;
const ROOT = '/sys/fs/cgroup';

/**
 * A control group for each command, where the machine lets execd make them (in the VM, where its unit is delegated).
 * Nothing that a command starts can leave it: it bounds how many processes there are, shares the processor out by
 * command instead of by process, and ends them all at once.
 */
export class Cgroups {
  #base: string;
  #isReady = false;

  private constructor(base: string) {
    this.#base = base;
  }

  /** Undefined where there are none to be had. */
  static find(): Cgroups | undefined {
    try {
      const own = /^0::(\/.+)$/m.exec(readFileSync('/proc/self/cgroup', 'utf8'))?.[1];
      if (own === undefined || process.getuid?.() !== 0) return undefined;
      // Beside execd's own group, not below it: a group with groups below it holds no processes, so the
      // service manager could not start a next execd in it while a session of the crashed one lives on.
      const slice = join(ROOT, dirname(own));
      if (!readFileSync(join(slice, 'cgroup.subtree_control'), 'utf8').includes('pids'))
        return undefined;
      accessSync(slice, constants.W_OK);
      return new Cgroups(slice);
    } catch {
      return undefined;
    }
  }

  /** Puts a process that has just been started into a group of its own. */
  add(id: string, pid: number): void {
    try {
      this.#prepare();
      mkdirSync(this.#path(id));
      writeFileSync(join(this.#path(id), 'pids.max'), String(MAX_PROCESSES));
      writeFileSync(join(this.#path(id), 'cgroup.procs'), String(pid));
    } catch {
      // It ended already, or groups are not ours to make here: it is then killed process by process.
    }
  }

  /** Ends everything in a command's group. */
  kill(id: string): void {
    try {
      writeFileSync(join(this.#path(id), 'cgroup.kill'), '1');
    } catch {
      // It has none.
    }
  }

  /** Ends everything that any command has left. */
  killAll(): void {
    this.kill('.');
  }

  /** Lets go of a group; one with children that live on stays for them. */
  release(id: string): void {
    try {
      rmdirSync(this.#path(id));
    } catch {
      // It has none, or is in use.
    }
  }

  #path(id: string): string {
    return join(this.#base, 'cyberdesk-commands', id);
  }

  #prepare(): void {
    if (this.#isReady) return;
    const commands = join(this.#base, 'cyberdesk-commands');
    mkdirSync(commands, { recursive: true });
    writeFileSync(join(commands, 'pids.max'), String(MAX_ALL_PROCESSES));
    for (const controller of readFileSync(join(commands, 'cgroup.controllers'), 'utf8').split(
      /\s+/,
    ))
      if (['cpu', 'pids'].includes(controller))
        writeFileSync(join(commands, 'cgroup.subtree_control'), `+${controller}`);
    this.#isReady = true;
  }
}

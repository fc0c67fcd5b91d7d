import { accessSync, constants, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** More processes than any build needs, and few enough that a fork bomb leaves the desktop usable. */
const MAX_PROCESSES = 4096;
const ROOT = '/sys/fs/cgroup';

/**
 * A control group for each command, where the machine lets execd make them (in the VM, where its unit is delegated).
 * Nothing that a command starts can leave it: it bounds how many processes there are, and ends them all at once.
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
      const base = join(ROOT, own);
      accessSync(join(base, 'cgroup.subtree_control'), constants.W_OK);
      return new Cgroups(base);
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

  /** Lets go of a group; one with children that live on stays for them. */
  release(id: string): void {
    try {
      rmdirSync(this.#path(id));
    } catch {
      // It has none, or is in use.
    }
  }

  #path(id: string): string {
    return join(this.#base, 'commands', id);
  }

  /** Processes live in leaves alone: execd and the session move into one of their own first. */
  #prepare(): void {
    if (this.#isReady) return;
    mkdirSync(join(this.#base, 'main'), { recursive: true });
    for (const pid of readFileSync(join(this.#base, 'cgroup.procs'), 'utf8').trim().split('\n'))
      if (pid !== '') writeFileSync(join(this.#base, 'main/cgroup.procs'), pid);
    writeFileSync(join(this.#base, 'cgroup.subtree_control'), '+pids');
    mkdirSync(join(this.#base, 'commands'), { recursive: true });
    writeFileSync(join(this.#base, 'commands/cgroup.subtree_control'), '+pids');
    this.#isReady = true;
  }
}

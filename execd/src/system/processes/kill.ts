import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive, killGroup } from './process.ts';

/** Every process of a command carries its id in this variable, whatever group or session it has moved to. */
export const COMMAND_VARIABLE = 'CYBERDESK_COMMAND_ID';

const LOOKS = 40;
const LOOK_MS = 25;

/**
 * Ends a command with everything that it has started. The group goes at once; who left it is found by the mark in its
 * environment or by its parents, again and again, because a process may be born while the others are counted. Without
 * a leader (0) only the mark counts.
 */
export async function killEverything(leader: number, id: string): Promise<void> {
  const known = new Set(leader > 0 ? [leader] : []);
  if (leader > 0) killGroup(leader, 'SIGKILL');
  for (let look = 0; look < LOOKS; look++) {
    const found = relatives(known, `${COMMAND_VARIABLE}=${id}`);
    if (found.length === 0) return;
    for (const pid of found) {
      known.add(pid);
      kill(pid);
    }
    await delay(LOOK_MS);
  }
}

/** Living processes that carry the mark, or whose parent, group or session is known. */
function relatives(known: Set<number>, mark: string): number[] {
  const own = process.pid;
  return processes().filter(
    (pid) => pid !== own && isAlive(pid) && (isMarked(pid, mark) || isRelated(pid, known)),
  );
}

function processes(): number[] {
  return readdirSync('/proc').map(Number).filter(Number.isInteger);
}

function isMarked(pid: number, mark: string): boolean {
  return read(`/proc/${pid}/environ`).split('\0').includes(mark);
}

function isRelated(pid: number, known: Set<number>): boolean {
  const stat = read(`/proc/${pid}/stat`);
  const [, parent, group, session] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  return [parent, group, session].some((relative) => known.has(relative ?? 0));
}

/** One that has ended meanwhile, or is not ours to see, is as good as empty. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}

import { readFile } from 'node:fs/promises';

const FLOOR_MIB = 1024;

export async function availableMiB(): Promise<number> {
  const text = await readFile('/proc/meminfo', 'utf8');
  const kib = /^MemAvailable:\s+(\d+) kB$/m.exec(text)?.[1];
  if (kib === undefined) throw new Error('/proc/meminfo does not tell MemAvailable');
  return Math.floor(Number(kib) / 1024);
}

/** Why memory does not suffice, or undefined: 1 GiB always stays free for the machine itself. */
export function memoryRefusal(neededMiB: number, availableNowMiB: number): string | undefined {
  const left = availableNowMiB - neededMiB;
  if (left >= FLOOR_MIB) return undefined;
  return (
    `the machine needs about ${neededMiB} MiB, but ${availableNowMiB} MiB are available and ` +
    `${FLOOR_MIB} MiB must stay free: stop a desktop or choose a smaller size`
  );
}

/** How long a machine takes to use what it is expected to need. */
const SETTLE_MS = 20_000;

/** Memory that was promised a moment ago is not used yet, but no longer free: twenty starts at once must not all fit. */
export class MemoryBudget {
  private readonly available: () => Promise<number>;
  private readonly now: () => number;
  private promises: { mib: number; until: number }[] = [];

  constructor(available: () => Promise<number> = availableMiB, now: () => number = Date.now) {
    this.available = available;
    this.now = now;
  }

  /** Why `mib` cannot be promised; undefined when they just were. */
  async refusal(mib: number): Promise<string | undefined> {
    const free = await this.available();
    this.promises = this.promises.filter(({ until }) => until > this.now());
    const promised = this.promises.reduce((sum, each) => sum + each.mib, 0);
    const refusal = memoryRefusal(mib, free - promised);
    if (refusal === undefined) this.promises.push({ mib, until: this.now() + SETTLE_MS });
    return refusal;
  }
}

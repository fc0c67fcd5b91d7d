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

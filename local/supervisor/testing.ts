import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** A state folder of a test's own, for this process. */
export const temporaryState = (): { folder: string; remove: () => void } => {
  const folder = mkdtempSync(join(tmpdir(), 'cyberdesk-state-'));
  Object.assign(process.env, { CYBERDESK_STATE: folder });
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
};

/** Waits for a condition, ten seconds at most. */
export const until = async (what: string, holds: () => boolean): Promise<void> => {
  for (let tries = 0; !holds(); tries += 1) {
    if (tries > 500) throw new Error(`waited in vain for ${what}`);
    await delay(20);
  }
};

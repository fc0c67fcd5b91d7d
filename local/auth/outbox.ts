import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A mail that a real server would send. */
export interface Mail {
  to: string;
  subject: string;
  link: string;
}

const KEPT = 100;

/** Mail goes to files of a folder, the newest hundred of which stay. */
export class Outbox {
  #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Writes one mail, readable by its owner alone: its link signs in. */
  send(mail: Mail): void {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const at = new Date().toISOString();
    const file = `${at.replaceAll(':', '')}-${randomBytes(4).toString('hex')}.json`;
    writeFileSync(join(this.#folder, file), JSON.stringify({ ...mail, at }, null, 2), {
      mode: 0o600,
    });
    for (const old of readdirSync(this.#folder).sort().slice(0, -KEPT))
      rmSync(join(this.#folder, old), { force: true });
  }
}

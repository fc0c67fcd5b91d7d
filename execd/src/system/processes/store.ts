import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from '@cyberdesk/generated/execd/types.gen';
import type { Logger } from '../log.ts';
import { readJson, writeAtomic } from '../machine/atomic.ts';
import { killEverything } from './kill.ts';
import { OutputLog, recover } from './output-log.ts';
import type { KeptLog } from './output-log.ts';
import { startTime } from './process.ts';

/** A command as it stands on disk. */
interface Record {
  command: Command;
  log: KeptLog;
  /** With the process id it names one process for good. */
  processStart?: number | undefined;
}
/** What is kept in memory of a command that has ended. */
export interface Finished {
  summary: Command;
  log: OutputLog;
  endedAt: number;
  /** With its outputs, until they are on disk. */
  unsaved?: Command | undefined;
  saved: Promise<void>;
}

const MAX_FINISHED = 200;
const KEEP_MS = 24 * 3600 * 1000;
const MAX_BYTES = 1024 * 1024 * 1024;
const NOTHING: KeptLog = { segments: [] };
const DOMAIN = /^(cmd_[2-7a-z]{34})\.json$/;

/** Commands that have ended, on disk for a day, within bounds: the oldest go first. */
export class CommandStore {
  #directory: string;
  #log: Logger;
  #finished = new Map<string, Finished>();
  /** Beginnings that are being written: two writes of one record at once would spoil each other. */
  #noting = new Map<string, Promise<void>>();
  readonly ready: Promise<void>;

  constructor(directory: string, log: Logger) {
    this.#directory = directory;
    this.#log = log;
    this.ready = this.#load();
  }

  /** An output log of a new command. */
  newLog(id: string): OutputLog {
    return new OutputLog(join(this.#directory, id));
  }

  /** Those that have ended, without their outputs. */
  list(): Command[] {
    return [...this.#finished.values()].map(({ summary }) => summary);
  }

  find(id: string): Finished | undefined {
    return this.#finished.get(id);
  }

  /** With both outputs. */
  async read(id: string): Promise<Command | undefined> {
    const finished = this.#finished.get(id);
    if (!finished) return undefined;
    if (finished.unsaved) return finished.unsaved;
    const record = await readJson<Record>(this.#path(id));
    return record?.command ?? finished.summary;
  }

  /** Notes that a command runs, so that a crash does not make it unknown. */
  async noteRunning(command: Command): Promise<void> {
    const { id, processId = 0 } = command;
    const processStart = startTime(processId);
    const noting = this.#write({ command, log: { segments: [] }, processStart });
    this.#noting.set(id, noting);
    await noting.finally(() => this.#noting.delete(id));
  }

  /** Keeps one that has ended. It is known at once, and on disk soon after. */
  keep(command: Command, log: OutputLog): void {
    const finished: Finished = {
      summary: withoutOutputs(command),
      log,
      endedAt: Date.now(),
      unsaved: command,
      saved: this.#save(command, log).then(() => {
        finished.unsaved = undefined;
      }),
    };
    this.#finished.set(command.id, finished);
    void this.#forgetOldest();
  }

  async #save(command: Command, log: OutputLog): Promise<void> {
    try {
      await log.close();
      await this.#noting.get(command.id)?.catch(() => undefined);
      await this.#write({ command, log: log.kept });
    } catch (error) {
      this.#log.warn({ err: error, command: command.id }, 'the outcome could not be written');
    }
  }

  async delete(id: string): Promise<void> {
    const finished = this.#finished.get(id);
    this.#finished.delete(id);
    await finished?.saved;
    await finished?.log.delete();
    await rm(this.#path(id), { force: true });
  }

  async clear(): Promise<void> {
    for (const id of this.#finished.keys()) await this.delete(id);
  }

  #path(id: string): string {
    return join(this.#directory, `${id}.json`);
  }

  #write(record: Record): Promise<void> {
    return writeAtomic(this.#path(record.command.id), JSON.stringify(record), 0o600, false);
  }

  async #forgetOldest(): Promise<void> {
    const all = [...this.#finished.entries()];
    let bytes = all.reduce((sum, [, { log }]) => sum + log.size, 0);
    for (const [index, [id, { log, endedAt }]] of all.entries()) {
      const isOld = endedAt < Date.now() - KEEP_MS || all.length - index > MAX_FINISHED;
      if (!isOld && bytes <= MAX_BYTES) return;
      bytes -= log.size;
      await this.delete(id);
    }
  }

  async #load(): Promise<void> {
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    const names = (await readdir(this.#directory)).toSorted();
    const ids = names.flatMap((name) => DOMAIN.exec(name)?.[1] ?? []);
    for (const id of ids) await this.#adopt(id);
    // Output whose outcome was never written belongs to nobody.
    const strays = names.filter((name) => !this.#finished.has(name.split('.')[0] ?? ''));
    for (const name of strays) await rm(join(this.#directory, name), { force: true });
  }

  async #adopt(id: string): Promise<void> {
    const record = await readJson<Record>(this.#path(id));
    if (!record) return;
    const { command, processStart } = record;
    const wasRunning = command.state === 'running';
    if (wasRunning) await endOrphan(command, processStart);
    const known: Command = wasRunning ? { ...command, state: 'lost' } : command;
    const prefix = join(this.#directory, id);
    const kept = wasRunning ? await recover(prefix).catch(() => NOTHING) : record.log;
    const log = new OutputLog(prefix, {}, kept);
    const ran = Date.parse(command.startedAt) + (command.durationMs ?? 0);
    const endedAt = wasRunning ? Date.now() : ran;
    const saved = Promise.resolve();
    // One that is lost has no outputs to read from the disk.
    const lost = wasRunning ? { unsaved: known } : {};
    this.#finished.set(id, { summary: withoutOutputs(known), log, endedAt, saved, ...lost });
    if (wasRunning) await this.#write({ command: known, log: kept });
  }
}

/** Nobody reads what it prints any more, and nobody knows its end: it goes, if it is still the same process. */
async function endOrphan(command: Command, processStart: number | undefined): Promise<void> {
  const pid = command.processId ?? 0;
  const isSame = pid > 1 && processStart !== undefined && startTime(pid) === processStart;
  await killEverything(isSame ? pid : 0, command.id);
}

const withoutOutputs = (command: Command): Command => ({ ...command, stdout: '', stderr: '' });

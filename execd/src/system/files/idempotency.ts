import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface StoredReply {
  bodyHash: string;
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}
export type Claim =
  | { state: 'mine' }
  | { state: 'inFlight' }
  | { state: 'done'; reply: StoredReply };

interface Bounds {
  records: number;
  bytes: number;
}

const KEEP_MS = 24 * 3600 * 1000;
/** A mark whose process died says "in flight" for this long, then the next request takes over. */
const LEASE_MS = 30_000;
const MARK = '.inflight';
const BOUNDS: Bounds = { records: 10_000, bytes: 256 * 1024 * 1024 };

/** First results by key, on disk for 24 h, within bounds: the oldest go first. */
export class IdempotencyStore {
  #directory: string;
  #bounds: Bounds;
  #inFlight = new Set<string>();
  #ready: Promise<void> | undefined;
  #since = Date.now();
  #writes = 0;

  constructor(directory: string, bounds: Bounds = BOUNDS) {
    this.#directory = directory;
    this.#bounds = bounds;
  }

  /** Reserves a key, or tells what became of its first request. */
  async claim(id: string, bodyHash: string): Promise<Claim> {
    if (this.#inFlight.has(id)) return { state: 'inFlight' };
    this.#inFlight.add(id);
    try {
      await (this.#ready ??= this.#prepare());
      const claim = await this.#look(id);
      if (claim.state === 'mine') await writeFile(this.#path(id) + MARK, bodyHash, { mode: 0o600 });
      else this.#inFlight.delete(id);
      return claim;
    } catch (error) {
      this.#inFlight.delete(id);
      throw error;
    }
  }

  async put(id: string, { body, ...head }: StoredReply): Promise<void> {
    const path = this.#path(id);
    const lines = [Buffer.from(`${JSON.stringify(head)}\n`), body];
    await writeFile(`${path}.part`, Buffer.concat(lines), { mode: 0o600 });
    await rename(`${path}.part`, path);
    if (++this.#writes % 64 === 0) await this.sweep();
  }

  async release(id: string): Promise<void> {
    await rm(this.#path(id) + MARK, { force: true });
    this.#inFlight.delete(id);
  }

  async #look(id: string): Promise<Claim> {
    const path = this.#path(id);
    const written = await stat(path).catch(() => undefined);
    if (written && Date.now() - written.mtimeMs < KEEP_MS) {
      const content = await readFile(path);
      const end = content.indexOf(10);
      const head = JSON.parse(content.toString('utf8', 0, end)) as Omit<StoredReply, 'body'>;
      return { state: 'done', reply: { ...head, body: content.subarray(end + 1) } };
    }
    const mark = await stat(path + MARK).catch(() => undefined);
    // Only a mark of an earlier process can be met here: ours are known in memory.
    const isLeased = mark && mark.mtimeMs < this.#since && Date.now() - mark.mtimeMs < LEASE_MS;
    return { state: isLeased ? 'inFlight' : 'mine' };
  }

  async #prepare(): Promise<void> {
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    await this.sweep();
  }

  /** Removes what is older than a day, then the oldest until the rest is within bounds. */
  async sweep(): Promise<void> {
    const names = await readdir(this.#directory);
    const found = await Promise.all(names.map((name) => this.#measure(name)));
    const records = found.filter((record) => record !== undefined).sort((a, b) => b.time - a.time);
    let bytes = 0;
    for (const [index, record] of records.entries()) {
      bytes += record.size;
      const isOld = Date.now() - record.time > KEEP_MS;
      const isOver = index >= this.#bounds.records || bytes > this.#bounds.bytes;
      if (isOld || isOver) await rm(record.path, { force: true });
    }
  }

  async #measure(name: string) {
    const path = join(this.#directory, name);
    const info = await stat(path).catch(() => undefined);
    return info && { path, size: info.size, time: info.mtimeMs };
  }

  #path(id: string): string {
    return join(this.#directory, id);
  }
}

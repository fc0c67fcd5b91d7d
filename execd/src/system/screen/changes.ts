import type { XEvent } from 'x11';
import { unavailable } from '../x11/link.ts';
import type { Link } from '../x11/link.ts';
import { merge, onScreen, touches, whole } from './region.ts';
import type { Region, Size } from './region.ts';

/** A moment in the life of the screen; what changed after it can be asked for. */
export interface Mark {
  readonly version: number;
}
export interface WaitForChange {
  /** Changes after this moment count; absent = from now on. */
  mark?: Mark;
  /** Look only here; absent = everywhere. */
  region?: Region;
  timeoutMs: number;
  signal: AbortSignal;
}
export interface WaitForStable {
  /** How long nothing may change. */
  quietMs: number;
  region?: Region;
  timeoutMs: number;
  signal: AbortSignal;
}

/** Moments that are remembered one by one; what is older counts as "all of the screen". */
const MAX_ENTRIES = 256;
/** While somebody waits, the server is asked at most so often what changed. */
const COLLECT_EVERY_MS = 8;

interface Entry {
  version: number;
  regions: Region[];
}
interface Source {
  link: Link;
  damage: number;
  region: number;
}

/**
 * What changed on the screen, told by the X DAMAGE extension. The server sums up changes by itself and says so once;
 * while nobody asks and nobody waits, a playing video costs nothing here.
 */
export class Changes {
  #link: () => Promise<Link>;
  #source: Source | undefined;
  #size: Size = { width: 0, height: 0 };
  #version = 0;
  #entries: Entry[] = [];
  #watchers = new Set<() => void>();
  /** The server said that something changed, and was not asked what since. */
  #isDirty = false;
  #pump: NodeJS.Timeout | undefined;
  #collectedAt = 0;

  constructor(link: () => Promise<Link>) {
    this.#link = link;
  }

  /** Listens on a new connection; to everybody who looks, all of the screen has changed then. */
  attach(link: Link): void {
    if (this.#source?.link === link) return;
    const { client, root, extensions } = link;
    const { damage, fixes, randr } = extensions;
    const source = { link, damage: client.AllocID(), region: client.AllocID() };
    damage.Create(source.damage, root, damage.ReportLevel.NonEmpty);
    fixes.CreateRegion(source.region, []);
    randr.SelectInput(root, randr.NotifyMask.ScreenChange);
    this.#source = source;
    this.#size = link.screenSize;
    this.#append([whole(this.#size)]);
    link.onEvent((event) => {
      if (this.#source === source) this.#take(event);
    });
  }

  get size(): Size {
    return this.#size;
  }

  /** The moment now: all that was drawn before this call lies before it. */
  async mark(): Promise<Mark> {
    return { version: await this.collect() };
  }

  /** Where the screen changed since then, in at most 64 rectangles; drawn over with the same pixels counts too. */
  async since(mark: Mark): Promise<Region[]> {
    await this.collect();
    return merge(onScreen(this.#after(mark), this.#size));
  }

  /** The same as far as it is known here, without asking the server. */
  regionsAfter(version: number): Region[] {
    return merge(this.#after({ version }));
  }

  /** True as soon as something changed after the mark, false when `timeoutMs` is over. */
  async waitForChange(options: WaitForChange): Promise<boolean> {
    const { region, timeoutMs, signal } = options;
    const until = performance.now() + timeoutMs;
    const mark = options.mark ?? (await this.mark());
    for (;;) {
      signal.throwIfAborted();
      await this.collect();
      if (touches(this.#after(mark), region)) return true;
      if (!(await this.#next(until, signal))) return false;
    }
  }

  /** True when nothing changed for `quietMs`, counted from the call; false when `timeoutMs` is over. */
  async waitForStable({ quietMs, region, timeoutMs, signal }: WaitForStable): Promise<boolean> {
    const limit = performance.now() + timeoutMs;
    let mark = await this.mark();
    let quietAt = performance.now() + quietMs;
    for (;;) {
      signal.throwIfAborted();
      await this.#next(Math.min(quietAt, limit), signal);
      const version = await this.collect();
      if (touches(this.#after(mark), region)) quietAt = performance.now() + quietMs;
      else if (performance.now() >= quietAt) return true;
      mark = { version };
      if (performance.now() >= limit) return false;
    }
  }

  /**
   * Asks the server what changed and adds it to the list; returns the version of the screen. A round trip, so all
   * that was drawn before the call is in it. Without a change the version stays.
   */
  async collect(): Promise<number> {
    return this.collectOn(await this.#link());
  }

  /** The same for a caller who has the connection: the request is sent before this returns. */
  collectOn(link: Link): Promise<number> {
    this.attach(link);
    const source = this.#source;
    if (source?.link !== link) return Promise.reject(unavailable('was restarted'));
    const { damage, fixes } = link.extensions;
    return link.call<number>((done) => {
      this.#collectedAt = performance.now();
      this.#isDirty = false;
      damage.Subtract(source.damage, 0, source.region);
      fixes.FetchRegion(source.region, (error, changed) => {
        if (error) return done(error, 0);
        this.#append(changed.rectangles);
        return done(null, this.#version);
      });
    });
  }

  #take(event: XEvent): void {
    if (event.name === 'RRScreenChangeNotify') {
      this.#size = { width: event.width, height: event.height };
      this.#append([whole(this.#size)]);
    } else if (event.name === 'DamageNotify') {
      this.#isDirty = true;
      if (this.#watchers.size > 0) this.#collectSoon();
    }
  }

  #collectSoon(): void {
    if (this.#pump) return;
    const wait = Math.max(0, this.#collectedAt + COLLECT_EVERY_MS - performance.now());
    this.#pump = setTimeout(() => {
      this.#pump = undefined;
      this.collect().catch(() => undefined);
    }, wait);
  }

  /** Waits for the next change; false when the time is over. */
  async #next(until: number, signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const end = (act: () => void) => {
        clearTimeout(timer);
        this.#watchers.delete(changed);
        signal.removeEventListener('abort', aborted);
        act();
      };
      const changed = () => end(() => resolve(true));
      const aborted = () => end(() => reject(signal.reason as Error));
      const left = Math.max(0, until - performance.now());
      const timer = setTimeout(() => end(() => resolve(false)), left);
      signal.addEventListener('abort', aborted, { once: true });
      this.#watchers.add(changed);
      if (this.#isDirty) this.#collectSoon();
    });
  }

  #append(regions: Region[]): void {
    if (regions.length === 0) return;
    this.#version++;
    this.#entries.push({ version: this.#version, regions: merge(regions) });
    if (this.#entries.length > MAX_ENTRIES) this.#entries.shift();
    for (const changed of this.#watchers) changed();
  }

  #after(mark: Mark): Region[] {
    const [oldest] = this.#entries;
    if (!oldest || mark.version < oldest.version - 1) return [whole(this.#size)];
    return this.#entries.flatMap(({ version, regions }) => (version > mark.version ? regions : []));
  }
}

import type { Member } from './member.ts';

const forgetMs = 60_000;

/** What one leader remembers of one pool between its passes. */
export class PoolMemory {
  /** Machines that were made, until the caches know them. */
  private readonly made = new Map<string, number>();
  /** Machines that were removed, until the caches know it. */
  private readonly removed = new Map<string, number>();
  /** The run in which a member was first ready. */
  private readonly readyRun = new Map<string, string>();
  readonly lostSince = new Map<string, number>();
  failedStarts = 0;
  notBefore = 0;
  writtenAt = 0;

  noteMade(name: string, now: number): void {
    this.made.set(name, now + forgetMs);
  }

  /** It was refused, and is not on its way. */
  forgetMade(name: string): void {
    this.made.delete(name);
  }

  noteRemoved(name: string, now: number): void {
    this.removed.set(name, now + forgetMs);
  }

  /** A start failed: the next one waits twice as long, five minutes at most. */
  noteFailures(count: number, now: number): void {
    if (count === 0) return;
    this.failedStarts = Math.min(this.failedStarts + count, 30);
    this.notBefore = now + Math.min(300_000, 5_000 * 2 ** (this.failedStarts - 1));
  }

  noteReady(): void {
    this.failedStarts = 0;
    this.notBefore = 0;
  }

  /** Members as they are once everything that was asked for is counted. */
  settle(members: Member[], now: number): { members: Member[]; unseen: number } {
    const names = new Set(members.map(({ name }) => name));
    drop(this.made, (name, until) => names.has(name) || until <= now);
    drop(this.removed, (name, until) => !names.has(name) || until <= now);
    drop(this.readyRun, (name) => !names.has(name));
    drop(this.lostSince, (name) => !names.has(name));
    const staying = members.filter(({ name }) => !this.removed.has(name));
    return {
      members: staying.map((member) => this.watch(member, now)),
      unseen: this.made.size,
    };
  }

  /** A machine whose run is another one than that in which it became ready has crashed meanwhile. */
  private watch(member: Member, now: number): Member {
    const { name, run, ready } = member;
    const first = this.readyRun.get(name);
    if (first === undefined) {
      if (ready && run !== undefined) this.readyRun.set(name, run);
      return member;
    }
    if (first !== run && run !== undefined) return { ...member, ready: false, ended: true };
    if (ready) this.lostSince.delete(name);
    else if (!this.lostSince.has(name)) this.lostSince.set(name, now);
    return member;
  }
}

function drop<T>(map: Map<string, T>, gone: (name: string, value: T) => boolean): void {
  for (const [name, value] of map) if (gone(name, value)) map.delete(name);
}

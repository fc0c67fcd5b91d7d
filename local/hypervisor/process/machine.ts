import { setTimeout as delay } from 'node:timers/promises';
import type { Machine, MachineEnd } from '../driver.ts';
import {
  alive,
  childrenOf,
  identify,
  type ProcessIdentity,
  signal,
  terminate,
} from '../system/processes.ts';

const POLL_MS = 200;
const GRACE_MS = 3000;

export interface ProcessRecord {
  id: string;
  name: string;
  namespace: string;
  address: string;
  /** Owner of everything the machine writes. */
  uid: number;
  /** bwrap outside of the sandbox. */
  outer: ProcessIdentity;
  /** First process of the sandbox: when it dies, the kernel ends all others in it. */
  inner: ProcessIdentity;
}

/** The processes of one desktop. */
export class ProcessMachine implements Machine {
  readonly ended: Promise<MachineEnd>;
  private readonly record: ProcessRecord;
  private stopping = false;

  constructor(record: ProcessRecord) {
    this.record = record;
    this.ended = this.watch();
  }

  get id(): string {
    return this.record.id;
  }

  get address(): string {
    return this.record.address;
  }

  /** There is no guest, so there is no agent in it; execd stands in for it. */
  async agentConnected(): Promise<boolean> {
    return alive(this.record.inner);
  }

  async stop(graceMs: number): Promise<void> {
    this.stopping = true;
    const gone = this.ended.then(() => true);
    // execd, the child of the sandbox's first process, ends its session in order.
    for (const pid of childrenOf(this.record.inner.pid)) {
      const execd = identify(pid);
      if (execd) signal(execd, 'SIGTERM');
    }
    const grace = Math.min(graceMs, GRACE_MS);
    if (grace > 0 && (await Promise.race([gone, delay(grace, false)]))) return;
    await terminate(this.record.inner, 0);
    await terminate(this.record.outer, 1000);
    await this.ended;
  }

  private async watch(): Promise<MachineEnd> {
    while (alive(this.record.outer)) await delay(POLL_MS);
    await terminate(this.record.inner, 0);
    if (this.stopping) return { kind: 'powerOff', message: 'stopped' };
    return { kind: 'crashed', message: 'the processes of the desktop ended' };
  }
}

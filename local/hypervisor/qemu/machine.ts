import { setTimeout as delay } from 'node:timers/promises';
import type { Machine, MachineEnd } from '../driver.ts';
import { alive, type ProcessIdentity, terminate } from '../system/processes.ts';
import { GuestAgent } from './guest-agent.ts';
import { endSurroundings } from './launch.ts';
import type { QmpClient, QmpEvent } from './qmp.ts';

const POLL_MS = 50;
const AGENT_MS = 1000;
const FREEZE_MS = 3000;

/** What is written beside a machine, for the hypervisor that comes after this one. */
export interface MachineRecord {
  id: string;
  name: string;
  namespace: string;
  address: string;
  pasta: ProcessIdentity;
  entrance: ProcessIdentity;
  qemu: ProcessIdentity;
  /** Folders of the cache that the disk stands on. */
  image: string;
  template?: string;
}

/** A QEMU process that runs a guest. */
export class QemuMachine implements Machine {
  readonly ended: Promise<MachineEnd>;
  readonly record: MachineRecord;
  private readonly directory: string;
  private readonly qmp: QmpClient;
  private shutdown: string | undefined;

  constructor(record: MachineRecord, directory: string, qmp: QmpClient) {
    this.record = record;
    this.directory = directory;
    this.qmp = qmp;
    qmp.onEvent((event) => this.notice(event));
    this.ended = this.watch();
  }

  get id(): string {
    return this.record.id;
  }

  get address(): string {
    return this.record.address;
  }

  async agentConnected(): Promise<boolean> {
    return GuestAgent.with(this.directory, (agent) => agent.ping(AGENT_MS)).catch(() => false);
  }

  async stop(graceMs: number): Promise<void> {
    const gone = this.ended.then(() => true);
    this.shutdown ??= 'requested';
    const pressed = graceMs > 0 && (await this.pressPowerButton());
    if (pressed && (await Promise.race([gone, delay(graceMs, false)]))) return;
    await this.end(graceMs > 0);
  }

  /** Lets go of the machine, which runs on for the next hypervisor. */
  disconnect(): void {
    this.qmp.close();
  }

  /** The last part of what the guest wrote to its serial console. */
  async console(): Promise<string> {
    return this.qmp
      .execute<string>('ringbuf-read', { device: 'console', size: 65_536 })
      .catch(() => '');
  }

  private async pressPowerButton(): Promise<boolean> {
    return this.qmp.execute('system_powerdown').then(
      () => true,
      () => false,
    );
  }

  /** A frozen file system is a whole one: what the guest had not written yet reaches the disk first. */
  private async end(keepDisk: boolean): Promise<void> {
    const freeze = (agent: GuestAgent): Promise<unknown> =>
      agent.call('guest-fsfreeze-freeze', {}, FREEZE_MS);
    if (keepDisk) await GuestAgent.with(this.directory, freeze).catch(() => undefined);
    await this.qmp.execute('quit').catch(() => undefined);
    await terminate(this.record.qemu, 2000);
    await endSurroundings(this.record);
    await this.ended;
  }

  private notice({ event, data }: QmpEvent): void {
    if (event === 'SHUTDOWN')
      this.shutdown = typeof data['reason'] === 'string' ? data['reason'] : 'guest-shutdown';
  }

  /** The control socket closes when QEMU ends; the process itself has the last word. */
  private async watch(): Promise<MachineEnd> {
    await this.qmp.closed;
    while (alive(this.record.qemu)) await delay(POLL_MS, undefined, { ref: false });
    await endSurroundings(this.record);
    if (this.shutdown === undefined)
      return { kind: 'crashed', message: 'QEMU ended without a shutdown of the guest' };
    if (this.shutdown === 'guest-panic')
      return { kind: 'crashed', message: "the guest's kernel panicked" };
    return { kind: 'powerOff', message: this.shutdown };
  }
}

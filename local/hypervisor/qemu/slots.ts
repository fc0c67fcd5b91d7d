import { mkdir, rm, symlink } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Logger } from '@cyberdesk/kit/logger';
import type { AddressPool } from '../system/addresses.ts';
import { type MachineConfig, writeConfigDisk } from '../system/config-disk.ts';
import { alive, terminate } from '../system/processes.ts';
import { type QemuSettings, qemuArguments } from './arguments.ts';
import { createOverlay } from './disk.ts';
import { Heater } from './heat.ts';
import { endSurroundings, launch, type Launched } from './launch.ts';
import { loadState } from './migration.ts';
import type { Egress } from './network.ts';

const RETRY_MS = 5000;
/** A desktop that starts has the processor to itself for so long; under steady starts the pool is topped up all the same. */
const QUIET_MS = 5000;
const LATEST_MS = 20_000;

export interface SlotSettings {
  /** Folder that holds one folder for each slot. */
  directory: string;
  template: string;
  image: string;
  accelerator: QemuSettings['accelerator'];
  vcpus: number;
  memoryMiB: number;
  egress: Egress;
  addresses: AddressPool;
  log: Logger;
}

/** A clone of the template that is loaded and paused: only its identity is missing. */
export interface Slot extends Launched {
  directory: string;
  address: string;
}

/**
 * Keeps a few paused clones ahead. A paused clone costs a process and some megabytes, and turns a start
 * into writing 64 KiB and one command.
 */
export class SlotPool {
  private readonly settings: SlotSettings;
  private readonly target: number;
  private readonly ready: Slot[] = [];
  private filling: Promise<void> | undefined;
  private readonly closing = new AbortController();
  private waiting: { timer: NodeJS.Timeout; since: number } | undefined;
  private heater: Promise<Heater> | undefined;
  /** The clone that is being warmed. */
  private warming: Slot | undefined;

  constructor(settings: SlotSettings, target: number) {
    this.settings = settings;
    this.target = target;
  }

  /** A paused clone, from the pool or made now, then without warming. */
  async take(): Promise<Slot> {
    this.hold();
    const slot = this.ready.shift();
    if (!slot || !alive(slot.qemu)) return await this.create();
    return slot;
  }

  /** Tops the pool up when no start was asked for a while: making clones would slow the desktop that is starting. */
  fillLater(): void {
    if (this.closing.signal.aborted) return;
    const since = this.waiting?.since ?? Date.now();
    clearTimeout(this.waiting?.timer);
    const pause = Math.max(0, Math.min(QUIET_MS, since + LATEST_MS - Date.now()));
    const timer = setTimeout(() => {
      this.waiting = undefined;
      this.resume();
      this.fill();
    }, pause).unref();
    this.waiting = { timer, since };
  }

  /** Tops the pool up, one after the other: starting many at once would slow the desktop that is starting. */
  fill(): void {
    if (this.closing.signal.aborted || this.filling) return;
    this.filling = this.topUp().finally(() => (this.filling = undefined));
  }

  /** A clone that is being warmed stands still while a desktop starts. */
  private hold(): void {
    void this.warming?.qmp.execute('stop').catch(() => undefined);
  }

  private resume(): void {
    void this.warming?.qmp.execute('cont').catch(() => undefined);
  }

  size(): number {
    return this.ready.length;
  }

  async close(): Promise<void> {
    this.closing.abort();
    clearTimeout(this.waiting?.timer);
    await this.filling;
    for (const slot of this.ready.splice(0)) await discard(slot);
  }

  private async topUp(): Promise<void> {
    while (!this.closing.signal.aborted && this.ready.length < this.target) {
      try {
        this.ready.push(await this.createWarm());
      } catch (error) {
        if (this.closing.signal.aborted) return;
        this.settings.log.warn({ err: error }, 'a warm machine could not be made ahead');
        // Tried again at the next start, or a little later.
        setTimeout(() => this.fill(), RETRY_MS).unref();
        return;
      }
    }
  }

  private async createWarm(): Promise<Slot> {
    const slot = await this.create();
    try {
      this.warming = slot;
      if (!this.waiting) await slot.qmp.execute('cont');
      await (await this.heater)?.heat(slot.address, slot.qmp, this.closing.signal);
      this.warming = undefined;
      await slot.qmp.execute('stop');
      return slot;
    } catch (error) {
      this.warming = undefined;
      await discard(slot);
      this.settings.addresses.release(slot.address);
      throw error;
    }
  }

  private async create(): Promise<Slot> {
    const { settings } = this;
    const directory = join(settings.directory, randomUUID());
    const address = await settings.addresses.allocate();
    try {
      this.heater ??= Heater.create();
      await prepareFolder(directory, settings, (await this.heater).config);
      const launched = await launch({
        directory,
        address,
        egress: settings.egress,
        arguments: cloneArguments(settings),
      });
      const slot = { ...launched, directory, address };
      await loadState(launched.qmp).catch(async (error: unknown) => {
        await discard(slot);
        throw error;
      });
      return slot;
    } catch (error) {
      settings.addresses.release(address);
      await rm(directory, { recursive: true, force: true });
      throw error;
    }
  }
}

async function prepareFolder(
  directory: string,
  { template }: SlotSettings,
  config: MachineConfig,
): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await symlink(join(template, 'state'), join(directory, 'state'));
  await writeConfigDisk(join(directory, 'config.iso'), config);
  await createOverlay(join(directory, 'disk.qcow2'), join(template, 'disk.qcow2'));
}

function cloneArguments(settings: SlotSettings): string[] {
  return qemuArguments({
    accelerator: settings.accelerator,
    vcpus: settings.vcpus,
    memoryMiB: settings.memoryMiB,
    image: settings.image,
    // Copy-on-write: pages that no clone changed exist once, in the page cache.
    memory: { file: join(settings.template, 'ram'), shared: false },
    incoming: true,
    serial: 'clone',
    isolated: false,
  });
}

export async function discard(slot: Slot): Promise<void> {
  slot.qmp.close();
  await terminate(slot.qemu, 500);
  await endSurroundings(slot);
  await rm(slot.directory, { recursive: true, force: true });
}

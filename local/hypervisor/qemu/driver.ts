import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '@cyberdesk/kit/logger';
import type { Driver, Machine, MachineRequest } from '../driver.ts';
import { AddressPool } from '../system/addresses.ts';
import { exists } from '../system/cache.ts';
import { writeConfigDisk } from '../system/config-disk.ts';
import { readJson, writeAtomic } from '../system/files.ts';
import { MemoryBudget } from '../system/memory.ts';
import { pin } from '../system/pins.ts';
import { adoptMachines, removeDebris } from './adopt.ts';
import { qemuArguments } from './arguments.ts';
import { createOverlay } from './disk.ts';
import { launch } from './launch.ts';
import { type MachineRecord, QemuMachine } from './machine.ts';
import type { Egress } from './network.ts';
import { type Slot, SlotPool } from './slots.ts';

/** What a clone is expected to write beyond the template's memory, and a booted machine beyond its guest's. */
const CLONE_MIB = 512;
const EMULATOR_MIB = 200;

export interface QemuDriverOptions {
  stateDirectory: string;
  cacheDirectory: string;
  image: string;
  template: { directory: string; vcpus: number; memoryMiB: number };
  accelerator: 'kvm' | 'tcg';
  egress: Egress;
  /** Paused clones kept ahead. */
  warm: number;
  log: Logger;
}

/** Real virtual machines: clones of a warm template where the size fits, booted from the image otherwise. */
export class QemuDriver implements Driver {
  readonly kind = 'qemu';
  readonly accelerator: 'kvm' | 'tcg';
  private readonly options: QemuDriverOptions;
  private readonly machines: string;
  private readonly addresses: AddressPool;
  private readonly slots: SlotPool;
  private readonly memory = new MemoryBudget();
  private readonly connected = new Set<QemuMachine>();

  constructor(options: QemuDriverOptions) {
    this.options = options;
    this.accelerator = options.accelerator;
    this.machines = join(options.stateDirectory, 'machines');
    this.addresses = new AddressPool(options.stateDirectory);
    const { vcpus, memoryMiB, directory: template } = options.template;
    const { image, accelerator, egress, log } = options;
    const folder = this.slotsDirectory();
    const settings = {
      directory: folder,
      template,
      image,
      accelerator,
      vcpus,
      memoryMiB,
      egress,
      log,
    };
    this.slots = new SlotPool({ ...settings, addresses: this.addresses }, options.warm);
  }

  async adopt(): Promise<Machine[]> {
    await mkdir(this.machines, { recursive: true, mode: 0o700 });
    await removeDebris(this.slotsDirectory());
    const found = await adoptMachines(this.machines, this.options.log);
    for (const machine of found) this.addresses.claim(machine.address);
    await this.repin();
    this.slots.fill();
    return found.map((machine) => this.released(machine));
  }

  async refusal(request: MachineRequest): Promise<string | undefined> {
    const clone = this.fitsTemplate(request) && !(await this.hasDisk(request.id));
    const needed = clone ? CLONE_MIB : request.memoryMiB + EMULATOR_MIB;
    return await this.memory.refusal(needed);
  }

  async start(request: MachineRequest): Promise<Machine> {
    const cold = (await this.hasDisk(request.id)) || !this.fitsTemplate(request);
    const machine = cold ? await this.boot(request) : await this.clone(request);
    this.slots.fillLater();
    return this.released(machine);
  }

  async known(): Promise<string[]> {
    return readdir(this.machines).catch(() => []);
  }

  async erase(id: string): Promise<void> {
    await rm(this.directory(id), { recursive: true, force: true });
    await this.repin();
  }

  async close(): Promise<void> {
    for (const machine of this.connected) machine.disconnect();
    await this.slots.close();
  }

  private async clone(request: MachineRequest): Promise<QemuMachine> {
    const slot = await this.slots.take();
    const directory = this.directory(request.id);
    // A folder without a disk is what a start left that failed early.
    await rm(directory, { recursive: true, force: true });
    await rename(slot.directory, directory);
    await writeConfigDisk(join(directory, 'config.iso'), request);
    const { directory: template } = this.options.template;
    return await this.run(request, { ...slot, directory }, { template });
  }

  /** From the machine's own disk, or for other sizes than the template's from a new one. */
  private async boot(request: MachineRequest): Promise<QemuMachine> {
    const directory = this.directory(request.id);
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const record = await readJson<MachineRecord>(join(directory, 'machine.json'));
    const image = record?.image ?? this.options.image;
    if (!(await this.hasDisk(request.id))) {
      await createOverlay(join(directory, 'disk.qcow2'), join(image, 'root.qcow2'));
    }
    await writeConfigDisk(join(directory, 'config.iso'), request);
    const address = await this.addresses.allocate();
    const { accelerator, egress } = this.options;
    const { vcpus, memoryMiB } = request;
    const settings = {
      accelerator,
      vcpus,
      memoryMiB,
      image,
      memory: 'private',
      incoming: false,
      isolated: false,
    } as const;
    const argumentsList = qemuArguments({ ...settings, serial: request.name });
    const launched = await launch({ directory, address, egress, arguments: argumentsList });
    return await this.run(
      request,
      { ...launched, directory, address },
      { image, template: record?.template },
    );
  }

  private async run(
    request: MachineRequest,
    slot: Slot,
    disk: { image?: string; template?: string | undefined },
  ): Promise<QemuMachine> {
    const { id, name, namespace } = request;
    const { address, pasta, entrance, qemu, directory, qmp } = slot;
    const image = disk.image ?? this.options.image;
    const base = { id, name, namespace, address, pasta, entrance, qemu, image };
    const record: MachineRecord = disk.template ? { ...base, template: disk.template } : base;
    // Recorded before its first instruction: a hypervisor that ends here leaves nothing unknown.
    await writeAtomic(join(directory, 'machine.json'), JSON.stringify(record));
    const machine = new QemuMachine(record, directory, qmp);
    await qmp.execute('cont');
    void this.repin();
    return machine;
  }

  private released(machine: QemuMachine): QemuMachine {
    this.connected.add(machine);
    void machine.ended.then(() => {
      this.connected.delete(machine);
      this.addresses.release(machine.address);
    });
    return machine;
  }

  private fitsTemplate({ vcpus, memoryMiB }: MachineRequest): boolean {
    const { template } = this.options;
    return vcpus === template.vcpus && memoryMiB === template.memoryMiB;
  }

  private hasDisk(id: string): Promise<boolean> {
    return exists(join(this.directory(id), 'machine.json'));
  }

  private directory(id: string): string {
    if (!/^[\w-]{1,64}$/.test(id)) throw new Error(`not a machine id: ${id}`);
    return join(this.machines, id);
  }

  private slotsDirectory(): string {
    return join(this.options.stateDirectory, 'slots');
  }

  /** Disks of machines stand on images and templates in the cache: those must not be pruned. */
  private async repin(): Promise<void> {
    const { image, template, cacheDirectory, stateDirectory } = this.options;
    const used = new Set([image, template.directory]);
    for (const id of await this.known()) {
      const record = await readJson<MachineRecord>(join(this.machines, id, 'machine.json'));
      for (const folder of [record?.image, record?.template]) if (folder) used.add(folder);
    }
    await pin(cacheDirectory, stateDirectory, [...used]).catch((error: unknown) => {
      this.options.log.warn({ err: error }, 'the cache could not be told which images are in use');
    });
  }
}

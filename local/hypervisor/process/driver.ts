import { spawn } from 'node:child_process';
import { chmodSync, chownSync, closeSync, openSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '@cyberdesk/kit/logger';
import type { Driver, Machine, MachineRequest } from '../driver.ts';
import { AddressPool } from '../system/addresses.ts';
import { writeConfigDirectory } from '../system/config-disk.ts';
import { readJson, writeAtomic } from '../system/files.ts';
import { MemoryBudget } from '../system/memory.ts';
import { alive, childrenOf, identify } from '../system/processes.ts';
import { setTimeout as delay } from 'node:timers/promises';
import { ProcessMachine, type ProcessRecord } from './machine.ts';
import { sandboxArguments } from './sandbox.ts';

/** What execd, an X server and a session without programs need. */
const DESKTOP_MIB = 400;
const FIRST_UID = 2_100_000;
const START_TIMEOUT_MS = 5000;

export interface ProcessDriverOptions {
  stateDirectory: string;
  /** Staged image layer, from the image recipe. */
  layer: string;
  log: Logger;
}

/** The desktop's own programs without a virtual machine: quick, for tests. */
export class ProcessDriver implements Driver {
  readonly kind = 'process';
  readonly accelerator = 'none';
  private readonly options: ProcessDriverOptions;
  private readonly machines: string;
  private readonly addresses: AddressPool;
  private readonly memory = new MemoryBudget();
  private readonly uids = new Set<number>();

  constructor(options: ProcessDriverOptions) {
    this.options = options;
    this.machines = join(options.stateDirectory, 'machines');
    this.addresses = new AddressPool(options.stateDirectory);
  }

  async adopt(): Promise<Machine[]> {
    await mkdir(this.machines, { recursive: true, mode: 0o711 });
    const found: ProcessMachine[] = [];
    for (const id of await readdir(this.machines)) {
      const record = await this.record(id);
      if (record) this.uids.add(record.uid);
      if (!record?.outer || !alive(record.outer)) continue;
      this.addresses.claim(record.address);
      found.push(this.released(new ProcessMachine(record)));
    }
    return found;
  }

  async refusal(): Promise<string | undefined> {
    return await this.memory.refusal(DESKTOP_MIB);
  }

  async start(request: MachineRequest): Promise<Machine> {
    const directory = join(this.machines, request.id);
    const uid = (await this.record(request.id))?.uid ?? this.freeUid();
    this.uids.add(uid);
    await prepareFolder(directory, uid, request);
    const address = await this.addresses.allocate();
    const { name, namespace, id, vcpus } = request;
    const settings = { directory, layer: this.options.layer, uid, address, name, vcpus };
    const { outer, inner } = await spawnSandbox(directory, sandboxArguments(settings));
    const record: ProcessRecord = { id, name, namespace, address, uid, outer, inner };
    await writeAtomic(join(directory, 'machine.json'), JSON.stringify(record));
    return this.released(new ProcessMachine(record));
  }

  async known(): Promise<string[]> {
    return readdir(this.machines).catch(() => []);
  }

  async erase(id: string): Promise<void> {
    const record = await this.record(id);
    await rm(join(this.machines, id), { recursive: true, force: true });
    if (record) this.uids.delete(record.uid);
  }

  async close(): Promise<void> {}

  private record(id: string): Promise<ProcessRecord | undefined> {
    return readJson<ProcessRecord>(join(this.machines, id, 'machine.json'));
  }

  private freeUid(): number {
    let uid = FIRST_UID;
    while (this.uids.has(uid)) uid += 1;
    return uid;
  }

  private released(machine: ProcessMachine): ProcessMachine {
    void machine.ended.then(() => this.addresses.release(machine.address));
    return machine;
  }
}

/** The home and state folders stay from one start to the next; what belongs to one run is made anew. */
async function prepareFolder(
  directory: string,
  uid: number,
  request: MachineRequest,
): Promise<void> {
  const root = process.getuid?.() === 0;
  await rm(join(directory, 'run'), { recursive: true, force: true });
  for (const name of ['home', 'state', 'run']) {
    await mkdir(join(directory, name), { recursive: true });
    chmodSync(join(directory, name), 0o700);
    if (root) chownSync(join(directory, name), uid, uid);
  }
  await writeConfigDirectory(join(directory, 'config'), request);
  const id = root ? uid : 1000;
  const passwd = `root:x:0:0:root:/root:/bin/sh\ndesktop:x:${id}:${id}:Desktop:/home/desktop:/bin/bash\nnobody:x:65534:65534::/:/bin/false\n`;
  await writeFile(join(directory, 'passwd'), passwd, { mode: 0o644 });
  await writeFile(join(directory, 'group'), `root:x:0:\ndesktop:x:${id}:\nnogroup:x:65534:\n`, {
    mode: 0o644,
  });
}

async function spawnSandbox(
  directory: string,
  [command = '', ...args]: string[],
): Promise<Pick<ProcessRecord, 'outer' | 'inner'>> {
  const path = join(directory, 'machine.log');
  const log = openSync(path, 'w', 0o600);
  const child = spawn(command, args, {
    cwd: directory,
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.on('error', () => undefined);
  child.unref();
  const until = Date.now() + START_TIMEOUT_MS;
  while (child.exitCode === null && Date.now() < until) {
    const outer = identify(child.pid ?? 0);
    const inner = identify(childrenOf(child.pid ?? 0)[0] ?? 0);
    if (outer && inner) return { outer, inner };
    await delay(10);
  }
  throw new Error(`bwrap did not start: ${(await readFile(path, 'utf8')).trim().slice(-500)}`);
}

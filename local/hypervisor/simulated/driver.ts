import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Driver, Machine, MachineEnd, MachineRequest } from '../driver.ts';
import { AddressPool } from '../system/addresses.ts';
import { readJson, writeAtomic } from '../system/files.ts';
import { StubExecd } from './stub-execd.ts';

export interface SimulatedDriverOptions {
  stateDirectory: string;
  contractVersion: string;
  /** How long a machine takes to start. */
  startMs: number;
}

interface SimulatedRecord extends MachineRequest {
  running: boolean;
}

/** Machines that are only phases, and one stub that answers for all of them: for tests of scale. */
export class SimulatedDriver implements Driver {
  readonly kind = 'simulated';
  readonly accelerator = 'none';
  private readonly options: SimulatedDriverOptions;
  private readonly machines: string;
  private readonly addresses: AddressPool;
  private readonly stub: StubExecd;

  constructor(options: SimulatedDriverOptions) {
    this.options = options;
    this.machines = join(options.stateDirectory, 'machines');
    this.addresses = new AddressPool(options.stateDirectory);
    this.stub = new StubExecd(options.contractVersion);
  }

  /** What ran before runs again: there is no process that could have ended in between. */
  async adopt(): Promise<Machine[]> {
    await mkdir(this.machines, { recursive: true });
    const found: Machine[] = [];
    for (const id of await readdir(this.machines)) {
      const record = await readJson<SimulatedRecord>(join(this.machines, id, 'machine.json'));
      if (record?.running) found.push(await this.run(record));
    }
    return found;
  }

  async refusal(): Promise<undefined> {}

  async start(request: MachineRequest): Promise<Machine> {
    await delay(this.options.startMs);
    await this.remember(request, true);
    return await this.run(request);
  }

  async known(): Promise<string[]> {
    return readdir(this.machines).catch(() => []);
  }

  async erase(id: string): Promise<void> {
    await rm(join(this.machines, id), { recursive: true, force: true });
  }

  async close(): Promise<void> {}

  private async run(request: MachineRequest): Promise<Machine> {
    const address = await this.addresses.allocate();
    await this.stub.listen(address, request.name);
    const end = Promise.withResolvers<MachineEnd>();
    const stop = async (): Promise<void> => {
      await this.stub.close(address);
      this.addresses.release(address);
      await this.remember(request, false);
      end.resolve({ kind: 'powerOff', message: 'stopped' });
    };
    return { id: request.id, address, ended: end.promise, agentConnected: async () => true, stop };
  }

  private async remember(request: MachineRequest, running: boolean): Promise<void> {
    const record: SimulatedRecord = { ...request, running };
    await writeAtomic(join(this.machines, request.id, 'machine.json'), JSON.stringify(record));
  }
}

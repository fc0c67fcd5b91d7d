import type { Driver, Machine, MachineEnd, MachineRequest } from '../driver.ts';

export class FakeMachine implements Machine {
  readonly id: string;
  readonly address: string;
  readonly ended: Promise<MachineEnd>;
  readonly graces: number[] = [];
  end: (end: MachineEnd) => void;

  constructor(id: string, address: string) {
    const { promise, resolve } = Promise.withResolvers<MachineEnd>();
    this.id = id;
    this.address = address;
    this.ended = promise;
    this.end = resolve;
  }

  async agentConnected(): Promise<boolean> {
    return true;
  }

  async stop(graceMs: number): Promise<void> {
    this.graces.push(graceMs);
    this.end({ kind: 'powerOff', message: 'stopped' });
  }
}

/** Machines without anything behind them; a test ends them by hand. */
export class FakeDriver implements Driver {
  readonly kind = 'simulated';
  readonly accelerator = 'none';
  readonly started: MachineRequest[] = [];
  readonly machines: FakeMachine[] = [];
  readonly erased: string[] = [];
  running: Machine[] = [];
  disks: string[] = [];
  refused: string | undefined;
  failure: string | undefined;

  async adopt(): Promise<Machine[]> {
    return this.running;
  }

  async refusal(): Promise<string | undefined> {
    return this.refused;
  }

  async start(request: MachineRequest): Promise<Machine> {
    this.started.push(request);
    if (this.failure) throw new Error(this.failure);
    // Nothing listens there: readiness has tests of its own.
    const machine = new FakeMachine(request.id, '127.127.1.1');
    this.machines.push(machine);
    return machine;
  }

  async known(): Promise<string[]> {
    return this.disks;
  }

  async erase(id: string): Promise<void> {
    this.erased.push(id);
  }

  async close(): Promise<void> {}

  get last(): FakeMachine {
    const machine = this.machines.at(-1);
    if (!machine) throw new Error('no machine was started');
    return machine;
  }
}

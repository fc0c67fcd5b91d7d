import { setTimeout as delay } from 'node:timers/promises';
import type { Driver, Machine, MachineEnd, MachineRequest } from '../driver.ts';
import { EXECD_PORT } from '../system/addresses.ts';
import { probeHealth } from '../system/health.ts';
import type { Probe } from './objects.ts';

const FIRST_PROBES_MS = 30;
const SLOW_PROBES_MS = 250;
/** After this time a start is a boot and no clone: there is no hurry any more. */
const FAST_PROBES_FOR_MS = 5000;
const AGENT_PERIOD_MS = 10_000;

/** What KubeVirt fills in where a probe leaves it open. */
const DEFAULT_PROBE = { httpGet: {}, periodSeconds: 10, timeoutSeconds: 1, failureThreshold: 3 };

export interface SessionOptions {
  probe: Probe;
  onChange: () => void;
}

/** The VMI of a run, by uid, and what it asks for. */
export interface RunIdentity {
  uid: string;
  request: MachineRequest;
}

/** One run of one machine, from the start of its VMI to its end. What changes is told by `onChange`. */
export class Session {
  readonly request: MachineRequest;
  /** The VMI that this run belongs to. */
  readonly uid: string;
  machine: Machine | undefined;
  ready = false;
  agentConnected = false;
  /** Set when nothing of it runs any more. */
  end: MachineEnd | undefined;
  private readonly onChange: () => void;
  private readonly probe: Required<Probe>;
  private stopping: Promise<void> | undefined;
  private readonly started: Promise<void>;

  private constructor(identity: RunIdentity, machine: Promise<Machine>, options: SessionOptions) {
    this.uid = identity.uid;
    this.request = identity.request;
    this.probe = { ...DEFAULT_PROBE, ...options.probe };
    this.onChange = options.onChange;
    this.started = this.follow(machine);
  }

  static start(driver: Driver, identity: RunIdentity, options: SessionOptions): Session {
    return new Session(identity, driver.start(identity.request), options);
  }

  /** Takes over a machine that was found running. */
  static resume(machine: Machine, identity: RunIdentity, options: SessionOptions): Session {
    const session = new Session(identity, Promise.resolve(machine), options);
    session.machine = machine;
    return session;
  }

  /** Ends the machine; the first call decides the grace period. */
  stop(graceMs: number): Promise<void> {
    this.stopping ??= this.started.then(() => this.machine?.stop(graceMs));
    return this.stopping;
  }

  get isStopping(): boolean {
    return this.stopping !== undefined;
  }

  private async follow(starting: Promise<Machine>): Promise<void> {
    try {
      this.machine = await starting;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.end = { kind: 'crashed', message: `could not start: ${message}` };
      this.onChange();
      return;
    }
    void this.machine.ended.then((end) => {
      this.end = end;
      this.ready = false;
      this.onChange();
    });
    this.onChange();
    void this.watchReadiness(this.machine);
    void this.watchAgent(this.machine);
  }

  /** KubeVirt's readiness probe, with short pauses until its first success: a clone answers in less than a second. */
  private async watchReadiness(machine: Machine): Promise<void> {
    const { periodSeconds, failureThreshold } = this.probe;
    const began = Date.now();
    let failures = 0;
    while (!this.end) {
      failures = (await this.ask(machine)) ? 0 : failures + 1;
      const ready = failures === 0 || (this.ready && failures < failureThreshold);
      this.setReady(ready && !this.end);
      await delay(this.ready ? periodSeconds * 1000 : pauseSince(began));
    }
  }

  private ask({ address }: Machine): Promise<boolean> {
    const { httpGet, timeoutSeconds } = this.probe;
    return probeHealth(
      address,
      Number(httpGet.port ?? EXECD_PORT),
      timeoutSeconds * 1000,
      httpGet.path,
    );
  }

  private async watchAgent(machine: Machine): Promise<void> {
    while (!this.end) {
      const connected = this.ready && (await machine.agentConnected());
      if (connected !== this.agentConnected && !this.end) {
        this.agentConnected = connected;
        this.onChange();
      }
      await delay(connected ? AGENT_PERIOD_MS : AGENT_PERIOD_MS / 10);
    }
  }

  private setReady(ready: boolean): void {
    if (ready === this.ready) return;
    this.ready = ready;
    this.onChange();
  }
}

const pauseSince = (began: number): number =>
  Date.now() - began < FAST_PROBES_FOR_MS ? FIRST_PROBES_MS : SLOW_PROBES_MS;

import { setTimeout as delay } from 'node:timers/promises';
import type { Driver, Machine, MachineEnd, MachineRequest } from '../driver.ts';
import { probeHealth } from '../system/health.ts';
import type { Probe } from './objects.ts';

const FIRST_PROBES_MS = 30;
const SLOW_PROBES_MS = 250;
/** After this time a start is a boot and no clone: there is no hurry any more. */
const FAST_PROBES_FOR_MS = 5000;
const AGENT_PERIOD_MS = 10_000;

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
  private readonly probe: Probe;
  private stopping: Promise<void> | undefined;
  private readonly started: Promise<void>;

  private constructor(
    uid: string,
    request: MachineRequest,
    probe: Probe,
    machine: Promise<Machine>,
    onChange: () => void,
  ) {
    this.uid = uid;
    this.request = request;
    this.probe = probe;
    this.onChange = onChange;
    this.started = this.follow(machine);
  }

  static start(
    driver: Driver,
    uid: string,
    request: MachineRequest,
    options: { probe: Probe; onChange: () => void },
  ): Session {
    return new Session(uid, request, options.probe, driver.start(request), options.onChange);
  }

  /** Takes over a machine that was found running. */
  static resume(
    machine: Machine,
    uid: string,
    request: MachineRequest,
    options: { probe: Probe; onChange: () => void },
  ): Session {
    const session = new Session(
      uid,
      request,
      options.probe,
      Promise.resolve(machine),
      options.onChange,
    );
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
    const { periodSeconds = 10, failureThreshold = 3, timeoutSeconds = 1, httpGet } = this.probe;
    const began = Date.now();
    let failures = 0;
    while (!this.end) {
      const ok = await probeHealth(
        machine.address,
        Number(httpGet?.port ?? 8000),
        timeoutSeconds * 1000,
        httpGet?.path,
      );
      failures = ok ? 0 : failures + 1;
      this.setReady(!this.end && (ok || (this.ready && failures < failureThreshold)));
      await delay(this.ready ? periodSeconds * 1000 : pauseSince(began));
    }
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

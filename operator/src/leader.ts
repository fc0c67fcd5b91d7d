import type { Clock } from '@cyberdesk/kube/clock';
import { isAlreadyExists, isConflict } from '@cyberdesk/kube/errors';
import type { Lease } from '@cyberdesk/kube/objects';
import type { Resource } from '@cyberdesk/kube/resource';

export interface LeaderOptions {
  leases: Resource<Lease>;
  name: string;
  /** Unique among replicas. The same name after a restart continues its own lease at once. */
  identity: string;
  clock: Clock;
  durationMs?: number;
  renewMs?: number;
  /** Time that is never stepped, for validity; the wall clock is only written for people. */
  monotonic?: () => number;
  onError?: (error: unknown) => void;
}

/** Held by one replica at a time; everything that writes asks `isLeader` first. */
export class LeaderElection {
  private readonly options: Required<LeaderOptions>;
  private observed: { record: string; at: number } | undefined;
  private validUntil = Number.NEGATIVE_INFINITY;

  constructor(options: LeaderOptions) {
    this.options = {
      durationMs: 10_000,
      renewMs: 2_000,
      monotonic: () => performance.now(),
      onError: () => {},
      ...options,
    };
  }

  /**
   * True while the lease is ours for certain. Measured from before the last renewal was sent, with
   * a fifth of the duration to spare, so it ends before another replica may begin.
   */
  isLeader(): boolean {
    return this.options.monotonic() < this.validUntil;
  }

  /** Resolves when the lease is held, or when the signal aborts. */
  async acquire(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && !(await this.tryHold())) {
      await this.options.clock.delay(this.options.renewMs / 2, signal);
    }
  }

  /** Keeps the lease; resolves when it was lost or the signal aborts. */
  async hold(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && this.isLeader()) {
      await this.options.clock.delay(this.options.renewMs, signal);
      if (!signal.aborted) await this.tryHold();
    }
  }

  /** Gives the lease back, so that the next replica need not wait for its end. */
  async release(): Promise<void> {
    if (!this.isLeader()) return;
    this.validUntil = Number.NEGATIVE_INFINITY;
    const lease = await this.options.leases.find(this.options.name);
    if (lease?.spec?.holderIdentity !== this.options.identity) return;
    await this.options.leases.replace({
      ...lease,
      spec: { ...lease.spec, holderIdentity: '', leaseDurationSeconds: 1 },
    });
  }

  private async tryHold(): Promise<boolean> {
    const sent = this.options.monotonic();
    try {
      if (!(await this.claim(sent))) return false;
      this.validUntil = sent + this.options.durationMs * 0.8;
      return true;
    } catch (error) {
      if (!isConflict(error) && !isAlreadyExists(error)) this.options.onError(error);
      return false;
    }
  }

  private async claim(now: number): Promise<boolean> {
    const { leases, name, identity } = this.options;
    const lease = await leases.find(name);
    if (lease === undefined) {
      await leases.create({ ...leaseHead(name), spec: this.spec(undefined) });
      return true;
    }
    if (lease.spec?.holderIdentity !== identity && !this.expired(lease, now)) return false;
    await leases.replace({ ...lease, spec: this.spec(lease) });
    return true;
  }

  /** By our own observation, not by the holder's clock: unchanged for its whole duration. */
  private expired(lease: Lease, now: number): boolean {
    const { holderIdentity, leaseDurationSeconds = 0 } = lease.spec ?? {};
    if (holderIdentity === undefined || holderIdentity === '') return true;
    const record = lease.metadata.resourceVersion ?? '';
    if (this.observed?.record !== record) this.observed = { record, at: now };
    return now - this.observed.at >= leaseDurationSeconds * 1000;
  }

  private spec(lease: Lease | undefined): NonNullable<Lease['spec']> {
    const { identity, durationMs, clock } = this.options;
    const now = new Date(clock.now()).toISOString().replace('Z', '000Z');
    const { holderIdentity, leaseTransitions = 0, acquireTime = now } = lease?.spec ?? {};
    const kept = holderIdentity === identity;
    return {
      holderIdentity: identity,
      leaseDurationSeconds: Math.ceil(durationMs / 1000),
      renewTime: now,
      acquireTime: kept ? acquireTime : now,
      leaseTransitions: kept || lease === undefined ? leaseTransitions : leaseTransitions + 1,
    };
  }
}

const leaseHead = (name: string) => ({
  apiVersion: 'coordination.k8s.io/v1',
  kind: 'Lease',
  metadata: { name },
});

import type { Control as State, ControlHolder } from '@cyberdesk/generated/execd/types.gen';
import { ControlHeldFault } from './held-fault.ts';

/** Who acts, as the gateway's token says it. */
export interface Actor {
  type: string;
  id: string;
}

interface Lease {
  holder: ControlHolder;
  /** By the monotonic clock: a machine that was copied or paused gets another wall clock. */
  endsAt: number;
}

/**
 * The single arbiter of who may act: API actions and the live view's keys and pointer ask here. Nobody holds it at
 * first, and then everybody with a control role may act. It lives in memory: with execd the X session restarts too.
 */
export class Control {
  #lease: Lease | undefined;
  #excluded = new Set<() => void>();
  #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** What `getControl` tells this actor. */
  describe(actor: Actor): State {
    const lease = this.#current();
    if (!lease) return { held: false, yours: false };
    return { held: true, holder: lease.holder, yours: isHolder(lease, actor) };
  }

  /** Takes or prolongs it. Only a person takes it from somebody, so that a program cannot shut people out. */
  acquire(actor: Actor, wish: { ttlSeconds: number; takeOver: boolean }): State {
    const lease = this.#current();
    const isMine = lease !== undefined && isHolder(lease, actor);
    if (lease && !isMine && !(wish.takeOver && actor.type === 'human')) throw refusal(lease);
    this.#lease = {
      holder: {
        ...actor,
        acquiredAt: isMine ? lease.holder.acquiredAt : new Date().toISOString(),
        expiresAt: new Date(Date.now() + wish.ttlSeconds * 1000).toISOString(),
      },
      endsAt: this.#now() + wish.ttlSeconds * 1000,
    };
    if (!isMine) for (const tell of this.#excluded) tell();
    return this.describe(actor);
  }

  /** Gives it back to everybody. */
  release(actor: Actor): State {
    this.refuseOthers(actor);
    this.#lease = undefined;
    return this.describe(actor);
  }

  /** True when this actor may act now. */
  allows(actor: Actor): boolean {
    const lease = this.#current();
    return !lease || isHolder(lease, actor);
  }

  /** Throws `controlHeld` with its holder when this actor may not act now. */
  refuseOthers(actor: Actor): void {
    const lease = this.#current();
    if (lease && !isHolder(lease, actor)) throw refusal(lease);
  }

  /** Calls back each time somebody new takes it: what others hold down must come up. Returns how to stop it. */
  onAcquired(tell: () => void): () => void {
    this.#excluded.add(tell);
    return () => this.#excluded.delete(tell);
  }

  /** A machine that becomes another's starts with nobody in control. */
  reset(): void {
    this.#lease = undefined;
  }

  #current(): Lease | undefined {
    if (this.#lease && this.#lease.endsAt <= this.#now()) this.#lease = undefined;
    return this.#lease;
  }
}

const isHolder = ({ holder }: Lease, actor: Actor): boolean =>
  holder.type === actor.type && holder.id === actor.id;

const refusal = ({ holder }: Lease): ControlHeldFault => new ControlHeldFault(holder);

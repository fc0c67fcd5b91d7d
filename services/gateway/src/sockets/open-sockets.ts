import type { Informer } from '@cyberdesk/kube/informer';
import type { Instance } from '../domain/instance.ts';
import { Refusal } from '../domain/refusal.ts';
import { isRevoked } from '../domain/revocations.ts';
import { type Closing, closings } from './closing.ts';

/** Whose leave an open connection has. */
export interface Leave {
  id: string;
  instance: string;
  /** Seconds since the epoch. */
  issuedAt: number;
  expiresAt: number;
}

/** An open connection to a desktop. */
export interface OpenSocket {
  grant: Leave;
  /** Boot of the machine that it leads to. */
  machineUid: string;
  close(closing: Closing): void;
  /** A further reason to end, by the instance as it is now. */
  reason?: (instance: Instance) => Closing | undefined;
}

/** All open connections of this process; each ends with its grant, its machine or the process. */
export class OpenSockets {
  readonly #open = new Map<string, Set<OpenSocket>>();
  readonly #perInstance: number;
  readonly #what: string;

  constructor(options: { perInstance: number; what: string }) {
    this.#perInstance = options.perInstance;
    this.#what = options.what;
  }

  /** Cuts connections as soon as the instance says so: the same watch that routes requests carries revocations. */
  follow(informer: Informer<Instance>): () => void {
    return informer.onChange(({ type, object }) => {
      for (const socket of this.#open.get(object.name) ?? []) {
        const closing =
          type === 'deleted' ? closings.desktopStopped : reasonToClose(object, socket);
        if (closing) socket.close(closing);
      }
    });
  }

  refuseWhenFull(instance: string): void {
    if ((this.#open.get(instance)?.size ?? 0) < this.#perInstance) return;
    const detail = `A desktop has at most ${this.#perInstance} ${this.#what}. Close one.`;
    throw new Refusal('limitReached', detail, { retryAfterSeconds: 5 });
  }

  /** Adds a connection; the returned function takes it out again. */
  add(socket: OpenSocket): () => void {
    const { instance, expiresAt } = socket.grant;
    const others = this.#open.get(instance) ?? new Set();
    this.#open.set(instance, others.add(socket));
    // Longer than a timer can be is longer than any process lives.
    const left = Math.min(expiresAt * 1000 - Date.now(), 2 ** 31 - 1);
    const timer = setTimeout(() => socket.close(closings.grantEnded), Math.max(0, left));
    return () => {
      clearTimeout(timer);
      others.delete(socket);
      if (others.size === 0 && this.#open.get(instance) === others) this.#open.delete(instance);
    };
  }

  get size(): number {
    return [...this.#open.values()].reduce((sum, { size }) => sum + size, 0);
  }

  closeAll(closing: Closing): void {
    for (const sockets of this.#open.values()) for (const socket of sockets) socket.close(closing);
  }
}

/** Why a connection may not go on, or not begin, at an instance as it is now. */
export const reasonToClose = (
  instance: Instance,
  { grant, machineUid, reason }: Omit<OpenSocket, 'close'>,
): Closing | undefined => {
  if (isRevoked(instance.spec, grant)) return closings.grantEnded;
  const { phase, machine } = instance.status;
  if (phase !== 'Running' || machine?.uid !== machineUid) return closings.desktopStopped;
  return reason?.(instance);
};

import type { Informer } from '@cyberdesk/kube/informer';
import type { Instance } from '../domain/instance.ts';
import { Refusal } from '../domain/refusal.ts';
import { isRevoked } from '../domain/revocations.ts';
import { type Closing, closings } from './closing.ts';
import type { Grant } from './grants.ts';

/** An open live view. */
export interface Viewer {
  grant: Grant;
  /** Boot of the machine that it looks at. */
  machineUid: string;
  close(closing: Closing): void;
}

/** All open live views of this process; each ends with its grant, its machine or the process. */
export class Viewers {
  readonly #open = new Map<string, Set<Viewer>>();
  readonly #perInstance: number;

  constructor(options: { perInstance?: number } = {}) {
    this.#perInstance = options.perInstance ?? 32;
  }

  /** Cuts views as soon as the instance says so: the same watch that routes requests carries revocations. */
  follow(informer: Informer<Instance>): () => void {
    return informer.onChange(({ type, object }) => {
      for (const viewer of this.#open.get(object.name) ?? []) {
        const closing =
          type === 'deleted' ? closings.desktopStopped : reasonToClose(object, viewer);
        if (closing) viewer.close(closing);
      }
    });
  }

  refuseWhenFull(instance: string): void {
    if ((this.#open.get(instance)?.size ?? 0) < this.#perInstance) return;
    const detail = `A desktop has at most ${this.#perInstance} viewers. Close one.`;
    throw new Refusal('limitReached', detail, { retryAfterSeconds: 5 });
  }

  /** Adds a view; the returned function takes it out again. */
  add(viewer: Viewer): () => void {
    const { instance, expiresAt } = viewer.grant;
    const others = this.#open.get(instance) ?? new Set();
    this.#open.set(instance, others.add(viewer));
    const left = expiresAt * 1000 - Date.now();
    const timer = setTimeout(() => viewer.close(closings.grantEnded), Math.max(0, left));
    return () => {
      clearTimeout(timer);
      others.delete(viewer);
      if (others.size === 0 && this.#open.get(instance) === others) this.#open.delete(instance);
    };
  }

  get size(): number {
    return [...this.#open.values()].reduce((sum, { size }) => sum + size, 0);
  }

  closeAll(closing: Closing): void {
    for (const viewers of this.#open.values()) for (const viewer of viewers) viewer.close(closing);
  }
}

/** Why a view may not go on, or not begin, at an instance as it is now. */
export const reasonToClose = (
  instance: Instance,
  { grant, machineUid }: Pick<Viewer, 'grant' | 'machineUid'>,
): Closing | undefined => {
  if (isRevoked(instance.spec, grant)) return closings.grantEnded;
  const { phase, machine } = instance.status;
  if (phase !== 'Running' || machine?.uid !== machineUid) return closings.desktopStopped;
  return undefined;
};

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BindRequest } from '@cyberdesk/generated/execd/types.gen';
import { Fault } from '../fault.ts';
import type { Logger } from '../log.ts';
import { readJson, writeAtomic } from './atomic.ts';
import { checkTimeZone } from './locale.ts';
import { readSource } from './source.ts';
import type { JsonWebKeySet } from './source.ts';

export interface MachineBinding {
  instanceId: string;
  /** Identity of the machine when it was bound: a copy has another one. */
  machine: string;
  boundAt: string;
  settings: Omit<BindRequest, 'instanceId' | 'time'>;
}

/** What binding changes outside this folder. */
export interface MachineEffects {
  /** A machine of its own from now on: identity, random numbers, host keys. */
  /** `seed` differs from that of every copy of this machine. */
  renew(seed: string): Promise<void>;
  setClock(time: number): Promise<void>;
  apply(settings: MachineBinding['settings']): Promise<void>;
}

export interface MachineOptions {
  stateDirectory: string;
  source: string;
  log: Logger;
  effects: MachineEffects;
}

/** A source that was read this long ago is not read again for a bind. */
const FRESH_MS = 2000;

/** Which machine this is, and which instance it belongs to. */
export class Machine {
  #options: MachineOptions;
  #identity = 'unknown';
  #jwks: JsonWebKeySet = { keys: [] };
  #binding: MachineBinding | undefined;
  #tail: Promise<unknown> = Promise.resolve();
  /** When the configuration source was read last, on the clock that nobody sets. */
  #readAt = Number.NEGATIVE_INFINITY;

  constructor(options: MachineOptions) {
    this.#options = options;
  }

  get identity(): string {
    return this.#identity;
  }

  get binding(): MachineBinding | undefined {
    return this.#binding;
  }

  /** Reads what an earlier process left; a binding made under another identity was copied and is dropped. */
  async load(): Promise<void> {
    await mkdir(this.#options.stateDirectory, { recursive: true, mode: 0o700 });
    this.#binding = await readJson<MachineBinding>(this.#file);
    await this.refresh();
  }

  /** Reads the configuration source again: a copied machine learns its name and its keys by this. */
  async refresh(): Promise<JsonWebKeySet> {
    this.#readAt = performance.now();
    const { identity, jwks } = await readSource(this.#options.source);
    this.#jwks = jwks;
    this.#identity = identity ?? 'unknown';
    if (this.#binding && this.#binding.machine !== this.#identity) {
      const from = this.#binding.machine;
      this.#options.log.warn({ from, to: this.#identity }, 'this machine is a copy: unbound');
      this.#binding = undefined;
    }
    return this.#jwks;
  }

  /** Binds this machine, once for all; a repeat for the same instance applies its settings again. */
  bind(request: BindRequest): Promise<MachineBinding> {
    const turn = this.#tail.then(() => this.#bind(request));
    this.#tail = turn.catch(() => undefined);
    return turn;
  }

  async #bind(request: BindRequest): Promise<MachineBinding> {
    const { instanceId, time, ...settings } = request;
    await checkTimeZone(settings.timeZone);
    // A clone's first bind has just made its key set read; its identity came with that.
    if (performance.now() - this.#readAt > FRESH_MS) await this.refresh();
    const bound = this.#binding;
    if (bound && bound.instanceId !== instanceId) {
      throw new Fault('alreadyBound', `This machine belongs to ${bound.instanceId}. Use another.`);
    }
    const { effects } = this.#options;
    const renewed = bound ? undefined : effects.renew(`${this.#identity} ${instanceId} ${time}`);
    // Both start a process, and somebody waits for the desktop.
    await Promise.all([effects.setClock(Date.parse(time)), renewed]);
    // Programs that start anew draw random numbers: after the renewal.
    await effects.apply(settings);
    const boundAt = bound?.boundAt ?? new Date().toISOString();
    const binding = { instanceId, machine: this.#identity, boundAt, settings };
    await writeAtomic(this.#file, JSON.stringify(binding));
    this.#binding = binding;
    return binding;
  }

  get #file(): string {
    return join(this.#options.stateDirectory, 'binding.json');
  }
}

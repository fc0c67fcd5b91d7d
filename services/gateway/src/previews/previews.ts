import type { Informer } from '@cyberdesk/kube/informer';
import type { Instance } from '../domain/instance.ts';

/** A port of a desktop that is reached from outside. */
export interface Preview {
  /** As in the contract: `prv_…`. */
  id: string;
  instance: Instance;
  port: number;
  public: boolean;
  /** Seconds since the epoch. */
  expiresAt: number;
}

const labelPattern = /^prv-[2-7a-z]{34}$/;

/** Finds previews by the host name that a request is for. What is not in an instance's spec does not exist. */
export class Previews {
  readonly #instances: Informer<Instance>;
  readonly #suffix: string;
  /** Instance by name of preview. */
  readonly #owners = new Map<string, string>();

  constructor(instances: Informer<Instance>, host: string) {
    this.#instances = instances;
    this.#suffix = `.${host.toLowerCase()}`;
    instances.onChange((event) => {
      if (event.type === 'updated') this.#forget(event.previous);
      if (event.type === 'deleted') this.#forget(event.object);
      else this.#note(event.object);
    });
  }

  /** True for a host name below the preview domain, whether there is such a preview or not. */
  owns(host: string | undefined): boolean {
    return nameOf(host).endsWith(this.#suffix);
  }

  /** The preview of a host name, unless it is over. */
  find(host: string | undefined): Preview | undefined {
    const label = nameOf(host).slice(0, -this.#suffix.length);
    if (!labelPattern.test(label)) return undefined;
    const instance = this.#instances.get(this.#owners.get(label) ?? '');
    const entry = instance?.spec.previews?.[label];
    if (instance === undefined || entry === undefined) return undefined;
    const ends = Date.parse(entry.expiresAt);
    if (ends <= Date.now()) return undefined;
    const { port, public: isPublic } = entry;
    const id = label.replace('-', '_');
    return { id, instance, port, public: isPublic, expiresAt: Math.floor(ends / 1000) };
  }

  #note({ name, spec }: Instance): void {
    for (const label of Object.keys(spec.previews ?? {})) this.#owners.set(label, name);
  }

  #forget({ name, spec }: Instance): void {
    for (const label of Object.keys(spec.previews ?? {}))
      if (this.#owners.get(label) === name) this.#owners.delete(label);
  }
}

const nameOf = (host: string | undefined): string =>
  (host ?? '').toLowerCase().replace(/:\d+$/, '');

/** Whether an instance still has a preview. */
export const hasPreview = ({ spec }: Instance, id: string): boolean =>
  Object.hasOwn(spec.previews ?? {}, id.replace('_', '-'));

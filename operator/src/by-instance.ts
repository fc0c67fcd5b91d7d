import type { Informer } from '@cyberdesk/kube/informer';
import { instanceLabel } from './constants.ts';
import type { VirtualMachine } from './kubevirt.ts';

/** Names of the machines in one shard that carry an instance's name. */
export type ByInstance = (instance: string) => string[];

/** Kept up to date by events: a machine from a pool is not named like its instance. */
export function indexByInstance(machines: Informer<VirtualMachine>): ByInstance {
  const names = new Map<string, Set<string>>();
  const drop = (object: VirtualMachine, key: string) => {
    const instance = object.metadata.labels?.[instanceLabel] ?? '';
    const known = names.get(instance);
    if (known?.delete(key) === true && known.size === 0) names.delete(instance);
  };
  machines.onChange((event) => {
    if (event.type === 'updated') drop(event.previous, event.key);
    if (event.type === 'deleted') return drop(event.object, event.key);
    const instance = event.object.metadata.labels?.[instanceLabel];
    if (instance === undefined) return undefined;
    names.set(instance, (names.get(instance) ?? new Set()).add(event.key));
    return undefined;
  });
  return (instance) => [...(names.get(instance) ?? [])];
}

import type { Informer } from '@cyberdesk/kube/informer';
import type { Account, Instance } from './resources.ts';

/** Who owns what, kept up to date by events, so that no pass walks through all objects. */
export interface ByOrganization {
  instances(organizationId: string): Instance[];
  account(organizationId: string): Account | undefined;
}

export function indexByOrganization(
  instances: Informer<Instance>,
  accounts: Informer<Account>,
): ByOrganization {
  const instanceNames = indexNames(instances);
  const accountNames = indexNames(accounts);
  return {
    instances: (organizationId) => found(instances, instanceNames.get(organizationId)),
    account: (organizationId) => found(accounts, accountNames.get(organizationId))[0],
  };
}

interface Owned {
  spec: { organizationId: string };
}

/** The organization of an object is immutable, so a name never moves from one set to another. */
function indexNames<T extends Owned>(cache: Informer<T>): Map<string, Set<string>> {
  const index = new Map<string, Set<string>>();
  cache.onChange(({ type, key, object }) => {
    const { organizationId } = object.spec;
    const names = index.get(organizationId) ?? new Set<string>();
    if (type === 'deleted') names.delete(key);
    else names.add(key);
    if (names.size === 0) index.delete(organizationId);
    else index.set(organizationId, names);
  });
  return index;
}

const found = <T>(cache: Informer<T>, names: Set<string> = new Set()): T[] =>
  [...names].map((name) => cache.get(name)).filter((object) => object !== undefined);

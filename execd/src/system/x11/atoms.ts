import type { Link } from './link.ts';

const known = new WeakMap<Link, Map<string, Promise<number>>>();

/** The server's number for a name; asked for once in a connection. */
export function atom(link: Link, name: string): Promise<number> {
  const names = known.get(link) ?? new Map<string, Promise<number>>();
  known.set(link, names);
  const asked = names.get(name);
  if (asked) return asked;
  const number = link.call<number>((done) => link.client.InternAtom(false, name, done));
  names.set(name, number);
  return number;
}

/** Several at once, by their names. */
export async function atoms<Name extends string>(
  link: Link,
  names: readonly Name[],
): Promise<Record<Name, number>> {
  const numbers = await Promise.all(names.map((name) => atom(link, name)));
  return Object.fromEntries(names.map((name, i) => [name, numbers[i]])) as Record<Name, number>;
}

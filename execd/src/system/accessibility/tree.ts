import type { Element } from '@cyberdesk/generated/execd/types.gen';
import { ROOT } from './bus.ts';
import type { A11yBus, Ref } from './bus.ts';
import { readElement } from './element.ts';

/** Every program, or the window that has the keyboard: the one of this title, where several call themselves active. */
export type Scope = { of: 'desktop' } | { of: 'focused'; title: string | undefined };

export interface WalkBounds {
  depth: number;
  maxElements: number;
  timeoutMs: number;
}
export interface Node {
  ref: Ref;
  element: Element;
  parent: Node | undefined;
}

/** So many elements are asked at once: programs answer one after the other. */
const AT_ONCE = 24;

/** Where a walk begins: the window that has the keyboard, or every program. */
export async function rootsOf(bus: A11yBus, scope: Scope): Promise<Ref[]> {
  const programs = await bus.children(ROOT);
  if (scope.of === 'desktop') return programs;
  const found = await Promise.all(programs.map((program) => activeWindows(bus, program)));
  const windows = found.flat();
  const [first] = windows;
  const meant = windows.find(({ title }) => title === scope.title) ?? first;
  return meant ? [meant.ref] : [];
}

/** A window manager's own windows call themselves active, too: they are nowhere to be seen, and hold nothing. */
async function activeWindows(bus: A11yBus, program: Ref): Promise<{ ref: Ref; title: string }[]> {
  const children = await bus.children(program).catch(() => []);
  const read = await Promise.allSettled(children.map((ref) => readElement(bus, ref)));
  return children.flatMap((ref, i) => {
    const one = read[i];
    if (one?.status !== 'fulfilled') return [];
    const { states, childCount, name } = one.value;
    const isActive = ['active', 'showing'].every((state) => states.includes(state));
    return isActive && childCount > 0 ? [{ ref, title: name }] : [];
  });
}

/** Level by level, so that what is left out at a bound is what lies deepest. */
export async function walk(
  bus: A11yBus,
  roots: readonly Ref[],
  { depth, maxElements, timeoutMs }: WalkBounds,
): Promise<{ nodes: Node[]; truncated: boolean }> {
  const until = performance.now() + timeoutMs;
  const nodes: Node[] = [];
  let level: { ref: Ref; parent: Node | undefined }[] = roots.map((ref) => ({
    ref,
    parent: undefined,
  }));
  for (let deep = 0; level.length > 0 && deep <= depth; deep++) {
    const room = maxElements - nodes.length;
    const taken = level.slice(0, room);
    const read = await inBatches(taken, until, async ({ ref, parent }) => {
      const element = await readElement(bus, ref);
      return { ref, element, parent };
    });
    nodes.push(...read);
    if (taken.length < level.length || performance.now() > until) return { nodes, truncated: true };
    const next = await inBatches(read, until, async (node) => {
      const children = node.element.childCount > 0 ? await bus.children(node.ref) : [];
      return children.map((ref) => ({ ref, parent: node }));
    });
    level = next.flat();
  }
  return { nodes, truncated: false };
}

/** What goes wrong with one element, which may just have gone, costs that one. */
async function inBatches<Item, Result>(
  items: readonly Item[],
  until: number,
  act: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let at = 0; at < items.length && performance.now() < until; at += AT_ONCE) {
    const batch = items.slice(at, at + AT_ONCE);
    const settled = await Promise.allSettled(batch.map(act));
    results.push(...settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])));
  }
  return results;
}

/** The elements as a tree, roots first. */
export function nested(nodes: readonly Node[]): Element[] {
  const roots: Element[] = [];
  for (const { element, parent } of nodes) {
    if (parent) (parent.element.children ??= []).push(element);
    else roots.push(element);
  }
  return roots;
}

/** Keys by the time they are due, earliest first; a key has one time. */
export interface DueTimes {
  set(key: string, at: number): void;
  delete(key: string): void;
  get(key: string): number | undefined;
  /** The earliest time, or undefined when nothing waits. */
  next(): number | undefined;
  /** Removes and returns the keys due at `now`. */
  take(now: number): string[];
  size(): number;
}

interface Item {
  key: string;
  at: number;
}

/** A binary heap; an item whose key has got another time since is skipped when it comes up. */
export function createDueTimes(): DueTimes {
  const heap: Item[] = [];
  const times = new Map<string, number>();
  const stale = (item: Item) => times.get(item.key) !== item.at;
  const first = () => {
    while (heap[0] !== undefined && stale(heap[0])) pop(heap);
    return heap[0];
  };
  return {
    set: (key, at) => {
      if (times.get(key) === at) return;
      times.set(key, at);
      push(heap, { key, at });
    },
    delete: (key) => void times.delete(key),
    get: (key) => times.get(key),
    next: () => first()?.at,
    take: (now) => {
      const keys: string[] = [];
      for (let item = first(); item !== undefined && item.at <= now; item = first()) {
        times.delete(item.key);
        keys.push(item.key);
      }
      return keys;
    },
    size: () => times.size,
  };
}

function push(heap: Item[], item: Item): void {
  let index = heap.push(item) - 1;
  while (index > 0) {
    const parent = (index - 1) >> 1;
    if (at(heap, parent) <= item.at) break;
    swap(heap, index, parent);
    index = parent;
  }
}

function pop(heap: Item[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  heap[0] = last;
  let index = 0;
  for (;;) {
    const left = 2 * index + 1;
    const child = at(heap, left + 1) < at(heap, left) ? left + 1 : left;
    if (at(heap, child) >= last.at) return;
    swap(heap, index, child);
    index = child;
  }
}

const at = (heap: Item[], index: number) => heap[index]?.at ?? Number.POSITIVE_INFINITY;

function swap(heap: Item[], a: number, b: number): void {
  const [first, second] = [heap[a], heap[b]];
  if (first === undefined || second === undefined) return;
  heap[a] = second;
  heap[b] = first;
}

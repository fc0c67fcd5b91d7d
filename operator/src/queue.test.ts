import { systemClock } from '@cyberdesk/kube/clock';
import { createManualClock } from '@cyberdesk/kube/testing/manual-clock';
import { afterEach, expect, test, vi } from 'vitest';
import { KeyedQueue, type QueueOptions } from './queue.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

function start(options: Partial<QueueOptions> & Pick<QueueOptions, 'work'>) {
  const stop = new AbortController();
  const queue = new KeyedQueue({ concurrency: 2, clock: systemClock, backoffMs: 10, ...options });
  const done = queue.run(stop.signal);
  stops.push(async () => {
    stop.abort();
    await done;
  });
  return { queue, stop, done };
}

const turn = async () => {
  for (let index = 0; index < 5; index += 1) await new Promise(setImmediate);
};

test('a key that waits is not added twice, one in work comes again once', async () => {
  const seen: string[] = [];
  const gate = Promise.withResolvers<void>();
  const { queue } = start({
    work: async (key) => {
      seen.push(key);
      await gate.promise;
    },
  });
  queue.add('a');
  queue.add('a');
  await turn();
  expect(seen).toEqual(['a']);
  for (let index = 0; index < 5; index += 1) queue.add('a');
  await turn();
  expect(seen).toEqual(['a']);
  gate.resolve();
  await vi.waitFor(() => expect(seen).toEqual(['a', 'a']));
  await turn();
  expect(seen).toHaveLength(2);
});

test('works on as many keys at once as allowed, in the order they came', async () => {
  const seen: string[] = [];
  const gates = new Map<string, () => void>();
  const { queue } = start({
    work: async (key) => {
      seen.push(key);
      await new Promise<void>((resolve) => gates.set(key, resolve));
    },
  });
  for (const key of ['a', 'b', 'c', 'd']) queue.add(key);
  await turn();
  expect(seen).toEqual(['a', 'b']);
  expect([queue.running(), queue.depth()]).toEqual([2, 2]);
  gates.get('b')?.();
  await vi.waitFor(() => expect(seen).toEqual(['a', 'b', 'c']));
  for (const key of ['a', 'c']) gates.get(key)?.();
  await vi.waitFor(() => expect(seen).toEqual(['a', 'b', 'c', 'd']));
  gates.get('d')?.();
});

test('a failing key comes back with doubling pauses, a success forgets them', async () => {
  const clock = createManualClock(0);
  const at: number[] = [];
  let failing = true;
  const { queue } = start({
    clock,
    random: () => 1,
    backoffMs: 100,
    maxBackoffMs: 400,
    work: async () => {
      at.push(clock.now());
      if (failing) throw new Error('no');
    },
  });
  queue.add('a');
  await turn();
  for (let index = 0; index < 20; index += 1) {
    clock.advance(100);
    await turn();
  }
  expect(at.slice(0, 6)).toEqual([0, 100, 300, 700, 1100, 1500]);
  failing = false;
  clock.advance(400);
  await turn();
  const count = at.length;
  clock.advance(10_000);
  await turn();
  expect(at).toHaveLength(count);
});

test('a failing key does not hold up the others', async () => {
  const seen: string[] = [];
  const { queue } = start({
    concurrency: 1,
    work: async (key) => {
      seen.push(key);
      if (key === 'bad') throw new Error('no');
    },
  });
  queue.add('bad');
  queue.add('good');
  await vi.waitFor(() => expect(seen).toContain('good'));
});

test('appointments are kept, moved and cancelled', async () => {
  const clock = createManualClock(1_000);
  const seen: string[] = [];
  const { queue } = start({ clock, work: async (key) => void seen.push(`${key}@${clock.now()}`) });
  queue.addAt('a', 5_000);
  queue.addAt('b', 3_000);
  queue.addAt('c', 2_000);
  queue.addAt('b', 4_000);
  queue.cancel('c');
  for (let index = 0; index < 10; index += 1) {
    await turn();
    clock.advance(500);
  }
  await turn();
  expect(seen).toEqual(['b@4000', 'a@5000']);
});

test('a step of the wall clock is noticed within a second of real time', async () => {
  let offset = 0;
  const clock = { ...systemClock, now: () => Date.now() + offset };
  const seen: string[] = [];
  const { queue } = start({ clock, work: async (key) => void seen.push(key) });
  queue.addAt('a', clock.now() + 3_600_000);
  await turn();
  offset = 3_600_000;
  await vi.waitFor(() => expect(seen).toEqual(['a']), 1_500);
});

test('stopping waits for what is in hand and begins nothing new', async () => {
  const seen: string[] = [];
  const gate = Promise.withResolvers<void>();
  const { queue, stop, done } = start({
    concurrency: 1,
    work: async (key) => {
      seen.push(key);
      await gate.promise;
    },
  });
  queue.add('a');
  queue.add('b');
  await turn();
  stop.abort();
  let ended = false;
  const end = done.then(() => (ended = true));
  await turn();
  expect(ended).toBe(false);
  gate.resolve();
  await end;
  expect(seen).toEqual(['a']);
});

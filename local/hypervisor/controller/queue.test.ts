import { expect, test, vi } from 'vitest';
import { KeyedQueue } from './queue.ts';

test('a key is never worked on twice at once, and comes again when added meanwhile', async () => {
  let active = 0;
  let most = 0;
  let runs = 0;
  const queue = new KeyedQueue(
    async () => {
      runs += 1;
      active += 1;
      most = Math.max(most, active);
      await new Promise((resolve) => setTimeout(resolve, 5));
      active -= 1;
    },
    () => undefined,
  );
  queue.add('a');
  queue.add('a');
  queue.add('a');
  await vi.waitFor(() => expect(runs).toBe(2));
  await queue.stop();
  expect(most).toBe(1);
});

test('work that fails is tried again', async () => {
  let runs = 0;
  const errors: unknown[] = [];
  const queue = new KeyedQueue(
    async () => {
      runs += 1;
      if (runs < 3) throw new Error('not yet');
    },
    (_, error) => errors.push(error),
  );
  queue.add('a');
  await vi.waitFor(() => expect(runs).toBe(3), { timeout: 2000 });
  expect(errors).toHaveLength(2);
  await queue.stop();
});

test('after stop nothing is taken on', async () => {
  const work = vi.fn<(key: string) => Promise<void>>(async () => undefined);
  const queue = new KeyedQueue(work, () => undefined);
  queue.addAfter('later', 1);
  await queue.stop();
  queue.add('a');
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(work).not.toHaveBeenCalled();
});

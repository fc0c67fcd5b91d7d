import { expect, test } from 'vitest';
import { availableMiB, MemoryBudget, memoryRefusal } from './memory.ts';

test('a start that leaves 1 GiB free is allowed, one that does not is refused with the figures', () => {
  expect(memoryRefusal(512, 1536)).toBeUndefined();
  const refusal = memoryRefusal(512, 1535);
  expect(refusal).toContain('512 MiB');
  expect(refusal).toContain('1535 MiB');
  expect(refusal).toContain('stop a desktop');
});

test('the machine tells what is available', async () => {
  expect(await availableMiB()).toBeGreaterThan(0);
});

test('what was promised a moment ago counts as used', async () => {
  let now = 0;
  const budget = new MemoryBudget(
    async () => 2048,
    () => now,
  );
  expect(await budget.refusal(512)).toBeUndefined();
  expect(await budget.refusal(512)).toBeUndefined();
  expect(await budget.refusal(512)).toContain('must stay free');
  now = 20_001;
  expect(await budget.refusal(512)).toBeUndefined();
});

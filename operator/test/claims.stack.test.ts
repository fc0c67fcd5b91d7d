import { afterAll, beforeAll, expect, test } from 'vitest';
import { Claims, type Claim, filled, percentile, poolOf } from './claims.ts';
import { account } from './objects.ts';
import { openStack, type Stack } from './stack.ts';

const size = 300;
let stack: Stack;
let claims: Claims;

beforeAll(async () => {
  stack = await openStack();
  await stack.accounts.create(account());
  await stack.pools.create(poolOf(size));
  stack.start('first');
  claims = new Claims(stack);
  await filled(stack, 'small', size);
}, 180_000);

afterAll(async () => {
  await claims.stop();
  await stack.stop();
}, 60_000);

const report = (title: string, made: Claim[]): void => {
  const claimed = made.map(({ claimedMs }) => claimedMs);
  const running = made.map(({ runningMs }) => runningMs).filter((ms) => !Number.isNaN(ms));
  const warm = made.filter(({ kind }) => kind === 'Warm').length;
  console.log(title, {
    desktops: made.length,
    warm,
    cold: made.length - warm,
    distinctMachines: new Set(made.map(({ machine }) => machine)).size,
    claimedMs: { p50: percentile(claimed, 0.5), p90: percentile(claimed, 0.9) },
    runningMs: { p50: percentile(running, 0.5), p90: percentile(running, 0.9) },
  });
};

/** No machine ever had two owners, and no two desktops the same machine. */
function expectSingleOwners(made: Claim[]): void {
  expect(new Set(made.map(({ machine }) => machine)).size).toBe(made.length);
  expect([...claims.owners.values()].filter((owners) => owners.size > 1)).toEqual([]);
}

test('one claim after another', async () => {
  const made: Claim[] = [];
  for (let each = 0; each < 20; each += 1) made.push(...(await claims.ask(1, 'running')));
  report('one at a time', made);
  expect(made.every(({ kind }) => kind === 'Warm')).toBe(true);
  expectSingleOwners(made);
  await claims.remove(made);
}, 120_000);

test('as many claims at once as there are machines: each its own', async () => {
  await filled(stack, 'small', size);
  const made = await claims.ask(size, 'running');
  report(`${size} at once of ${size}`, made);
  expect(made.filter(({ kind }) => kind === 'Warm')).toHaveLength(size);
  expectSingleOwners(made);
  await claims.remove(made);
}, 240_000);

test('more claims than machines: the rest is cold, and waits for nobody', async () => {
  await filled(stack, 'small', size);
  // What the pool makes anew meanwhile does not count.
  stack.hypervisor.stuckAll = true;
  const made = await claims.ask(size + 10, 'assigned');
  report(`${size + 10} at once of ${size}`, made);
  stack.hypervisor.stuckAll = false;
  expect(made.filter(({ kind }) => kind === 'Warm')).toHaveLength(size);
  expect(made.filter(({ kind }) => kind === 'Cold')).toHaveLength(10);
  expectSingleOwners(made);
}, 240_000);

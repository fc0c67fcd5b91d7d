import { expect, test } from 'vitest';
import type { PoolSpec } from '../resources.ts';
import type { Member } from './member.ts';
import { lostAfterMs, type PlanInput, planPool } from './plan.ts';

const now = Date.parse('2026-11-24T08:00:00Z');
const spec: PoolSpec = {
  template: 'desktop-base',
  resources: { vcpus: 2, memoryMiB: 2048, diskGiB: 16 },
  size: 3,
  minSize: 0,
  maxSize: 10,
  maxStarting: 2,
  startTimeoutSeconds: 60,
};
const member = (name: string, more: Partial<Member> = {}): Member => ({
  ...{ pool: 'p', shard: 's', name, uid: name, resourceVersion: '1', hash: 'h' },
  ...{ createdAt: now - 10_000, ready: true, ended: false, run: name, leaving: false },
  ...more,
});
const plan = (members: Member[], more: Partial<PlanInput> = {}) => {
  const input = { spec, hash: 'h', members, unseen: 0, notBefore: 0, now, ...more };
  const { create, remove, wakeAt } = planPool({ lostSince: new Map(), ...input });
  return { create, remove: remove.map((each) => `${each.member.name} ${each.why}`), wakeAt };
};

test('an empty pool fills with as many starts at a time as it may have', () => {
  expect(plan([])).toMatchObject({ create: 2, remove: [] });
  expect(plan([member('a', { ready: false })])).toMatchObject({ create: 1 });
  expect(plan([member('a')])).toMatchObject({ create: 2 });
  expect(plan([member('a'), member('b'), member('c')])).toMatchObject({ create: 0, remove: [] });
});

test('what was asked for and is not seen yet counts', () => {
  expect(plan([], { unseen: 2 }).create).toBe(0);
  expect(plan([member('a'), member('b')], { unseen: 1 }).create).toBe(0);
  expect(plan([member('a')], { unseen: 1 }).create).toBe(1);
});

test('a machine of another make goes and is replaced', () => {
  const stale = member('old', { hash: 'g' });
  expect(plan([stale, member('a'), member('b')])).toMatchObject({
    create: 1,
    remove: ['old stale'],
  });
});

test('one that ended goes at once, one that no longer answers after eight seconds', () => {
  expect(plan([member('a', { ended: true, ready: false })]).remove).toEqual(['a lost']);
  const silent = [member('a', { ready: false })];
  const just = { lostSince: new Map([['a', now - lostAfterMs + 1]]) };
  expect(plan(silent, just)).toMatchObject({ remove: [], wakeAt: now + 1 });
  const long = { lostSince: new Map([['a', now - lostAfterMs]]) };
  expect(plan(silent, long)).toMatchObject({ remove: ['a lost'], create: 2 });
});

test('a start that takes too long is given up', () => {
  const slow = member('a', { ready: false, createdAt: now - 60_000 });
  expect(plan([slow]).remove).toEqual(['a late']);
  const young = member('b', { ready: false, createdAt: now - 59_000 });
  expect(plan([young])).toMatchObject({ remove: [], wakeAt: now + 1_000 });
});

test('what is too much goes: first what is not ready, then the newest', () => {
  const members = [
    member('old', { createdAt: now - 90_000 }),
    member('new', { createdAt: now - 1_000 }),
    member('starting', { ready: false }),
  ];
  expect(plan(members, { spec: { ...spec, size: 1 } }).remove).toEqual([
    'starting surplus',
    'new surplus',
  ]);
  expect(plan(members, { spec: { ...spec, size: 1, minSize: 2 } }).remove).toEqual([
    'starting surplus',
  ]);
});

test('after failed starts none is made before its time', () => {
  const notBefore = now + 5_000;
  expect(plan([], { notBefore })).toMatchObject({ create: 0, wakeAt: notBefore });
});

test('a machine that is being removed counts no more', () => {
  const leaving = member('a', { leaving: true });
  expect(plan([leaving, member('b'), member('c')])).toMatchObject({ create: 1, remove: [] });
});

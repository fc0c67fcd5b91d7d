import { systemClock } from '@cyberdesk/kube/clock';
import { MemoryCluster } from '@cyberdesk/kube/testing/cluster';
import { createMemoryClient } from '@cyberdesk/kube/testing/memory-client';
import { expect, test } from 'vitest';
import { LeaderElection } from './leader.ts';

interface Fixture {
  cluster: MemoryCluster;
  candidate(identity: string, options?: { broken?: () => boolean }): LeaderElection;
  /** Moves the time of all candidates. */
  pass(ms: number): void;
}

function setup(): Fixture {
  const cluster = new MemoryCluster();
  let monotonic = 0;
  return {
    cluster,
    pass: (ms) => void (monotonic += ms),
    candidate: (identity, { broken = () => false } = {}) => {
      const before = () => {
        if (broken()) throw new Error('no connection');
      };
      return new LeaderElection({
        leases: createMemoryClient(cluster, { before }).leases('cyberdesk'),
        name: 'operator',
        identity,
        clock: systemClock,
        durationMs: 10_000,
        renewMs: 20,
        monotonic: () => monotonic,
      });
    },
  };
}

const soon = () => AbortSignal.timeout(60);

test('the first candidate leads, the second waits', async () => {
  const { candidate } = setup();
  const [a, b] = [candidate('a'), candidate('b')];
  await a.acquire(soon());
  await b.acquire(soon());
  expect([a.isLeader(), b.isLeader()]).toEqual([true, false]);
});

test('a released lease is taken at once', async () => {
  const { candidate } = setup();
  const [a, b] = [candidate('a'), candidate('b')];
  await a.acquire(soon());
  await a.release();
  expect(a.isLeader()).toBe(false);
  await b.acquire(soon());
  expect(b.isLeader()).toBe(true);
});

test('a leader that fell silent stops being one before another begins', async () => {
  const { candidate, pass } = setup();
  const [a, b] = [candidate('a'), candidate('b')];
  await a.acquire(soon());
  await b.acquire(soon());
  pass(8_100);
  expect(a.isLeader()).toBe(false);
  await b.acquire(soon());
  expect(b.isLeader()).toBe(false);
  pass(2_000);
  await b.acquire(soon());
  expect(b.isLeader()).toBe(true);
});

test('a renewed lease is not taken, however long it is watched', async () => {
  const { candidate, pass } = setup();
  const [a, b] = [candidate('a'), candidate('b')];
  await a.acquire(soon());
  for (let index = 0; index < 5; index += 1) {
    pass(6_000);
    await a.acquire(soon());
    await b.acquire(soon());
  }
  expect([a.isLeader(), b.isLeader()]).toEqual([true, false]);
});

test('the same identity continues its own lease after a restart', async () => {
  const { candidate } = setup();
  await candidate('a').acquire(soon());
  const restarted = candidate('a');
  await restarted.acquire(soon());
  expect(restarted.isLeader()).toBe(true);
});

test('without a connection the leader ends its term, and hold tells it', async () => {
  const { candidate, pass } = setup();
  let broken = false;
  const a = candidate('a', { broken: () => broken });
  await a.acquire(soon());
  broken = true;
  const held = a.hold(new AbortController().signal);
  pass(8_100);
  await held;
  expect(a.isLeader()).toBe(false);
});

test('of many candidates at once exactly one leads', async () => {
  const { candidate } = setup();
  const candidates = Array.from({ length: 8 }, (_, index) => candidate(`c${index}`));
  await Promise.all(candidates.map((each) => each.acquire(soon())));
  expect(candidates.filter((each) => each.isLeader())).toHaveLength(1);
});

test('writes what Kubernetes expects: microseconds, transitions, holder', async () => {
  const { candidate, cluster } = setup();
  const a = candidate('a');
  await a.acquire(soon());
  await a.release();
  await candidate('b').acquire(soon());
  const lease = await createMemoryClient(cluster).leases('cyberdesk').get('operator');
  expect(lease.spec).toMatchObject({
    holderIdentity: 'b',
    leaseDurationSeconds: 10,
    leaseTransitions: 1,
    renewTime: expect.stringMatching(/^\d{4}-.*\.\d{6}Z$/),
  });
});

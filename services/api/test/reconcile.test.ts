import type { Instance } from '@cyberdesk/generated/gateway/types.gen';
import { newId } from '@cyberdesk/kit/ids';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { applyEvent } from '../src/workers/apply-event.ts';
import { reconcile } from '../src/workers/reconcile.ts';
import { startSweeper } from '../src/workers/sweeper.ts';
import { instanceOf } from './gateway.ts';
import { startWorld, type Customer, type World } from './world.ts';

const MINUTE = 60_000;
let world: World;
let me: Customer;
beforeAll(async () => void (world = await startWorld()), 120_000);
beforeEach(async () => void (me = await world.customer()));
afterEach(() => {
  world.deps.now = Date.now;
  world.gateway.instances.clear();
});
afterAll(() => world.stop());

const rowOf = (id: string) =>
  world.deps.db.selectFrom('desktops').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const intervalsOf = (id: string) =>
  world.deps.db
    .selectFrom('usage_intervals')
    .selectAll()
    .where('desktop_id', '=', id)
    .orderBy('started_at')
    .execute();
const nameOf = (id: string) => id.replace('_', '-');
/** Puts a resource into the cluster that this API never asked for. */
const orphan = (): string => {
  const name = nameOf(newId('dsk'));
  const spec = { organizationId: me.organization } as Instance['spec'];
  world.gateway.instances.set(name, instanceOf(name, spec));
  return name;
};
const show = (id: string, status: object) => {
  const instance = world.gateway.instances.get(nameOf(id));
  if (instance) instance.status = status as Instance['status'];
};

test('a resource without a row goes after ten minutes, though no event names it', async () => {
  const name = orphan();
  const born = Date.now();
  world.deps.now = () => born + 9.9 * MINUTE;
  await reconcile(world.deps);
  expect(world.gateway.instances.has(name)).toBe(true);
  const sweeper = startSweeper(world.deps, { sweepMs: 60_000, reconcileMs: 10, forgetMs: 60_000 });
  world.deps.now = () => born + 10.1 * MINUTE;
  await expect.poll(() => world.gateway.instances.has(name)).toBe(false);
  await sweeper.stop();
});

test('one whose row is there is adopted, however old it is, also after it was taken for lost', async () => {
  const { id } = await me.desktop();
  show(id, { phase: 'Running', sequence: 2, reason: 'Ready', message: 'runs' });
  world.deps.now = () => Date.now() + 60 * MINUTE;
  await reconcile(world.deps);
  expect(await rowOf(id)).toMatchObject({ state: 'running', sequence: 2 });
  await applyEvent(world.deps, { type: 'instances.synced', names: [] });
  expect(await rowOf(id)).toMatchObject({ state: 'failed', state_reason: 'InstanceRemoved' });
  await reconcile(world.deps);
  expect(await rowOf(id)).toMatchObject({ state: 'running', state_reason: 'Ready' });
  expect(world.gateway.instances.has(nameOf(id))).toBe(true);
});

test('one whose desktop was deleted goes at once', async () => {
  const { id } = await me.desktop();
  const instance = world.gateway.instances.get(nameOf(id)) as Instance;
  await me.call('DELETE', `/v1/desktops/${id}`);
  expect((await rowOf(id)).state).toBe('deleted');
  world.gateway.instances.set(instance.name, instance);
  await reconcile(world.deps);
  expect(world.gateway.instances.has(instance.name)).toBe(false);
});

test('every page is looked at, and one instance that cannot be handled does not hinder the others', async () => {
  const names = Array.from({ length: 150 }, orphan).sort();
  world.deps.now = () => Date.now() + 11 * MINUTE;
  world.gateway.fail('deleteInstance', 'unavailable');
  await reconcile(world.deps);
  expect([...world.gateway.instances.keys()]).toEqual([names[0]]);
});

const started = '2026-03-01T10:00:00.000Z';
const at = (seconds: number): Date => new Date(Date.parse(started) + seconds * 1000);
const running = (uid = 'u1') => ({
  ...{ phase: 'Running', sequence: 3, reason: 'Ready', message: 'runs', since: started },
  intervals: [{ uid, startedAt: started }],
});
const lose = () => applyEvent(world.deps, { type: 'instances.synced', names: [] });

test('a machine that is gone without a word is billed until it was last seen, never longer', async () => {
  const [seen, unseen] = [(await me.desktop()).id, (await me.desktop()).id];
  show(seen, running());
  show(unseen, running());
  world.deps.now = () => at(10).getTime();
  await reconcile(world.deps);
  world.gateway.instances.delete(nameOf(unseen));
  world.deps.now = () => at(90.7).getTime();
  await reconcile(world.deps);
  await world.deps.db
    .updateTable('desktops')
    .set({ observed_at: null })
    .where('id', '=', unseen)
    .execute();
  await lose();
  expect(await intervalsOf(seen)).toMatchObject([{ started_at: at(0), ended_at: at(90) }]);
  expect(await rowOf(seen)).toMatchObject({ running_seconds: 90, running_since: null });
  expect(await intervalsOf(unseen)).toMatchObject([{ started_at: at(0), ended_at: at(0) }]);
  expect(await rowOf(unseen)).toMatchObject({ running_seconds: 0 });
});

test('what the machine itself says of its end counts, before and after', async () => {
  const { id } = await me.desktop();
  show(id, running());
  world.deps.now = () => at(90).getTime();
  await reconcile(world.deps);
  await reconcile(world.deps);
  await lose();
  show(id, {
    ...{ phase: 'Stopped', sequence: 5, runningSeconds: 120 },
    intervals: [{ uid: 'u1', startedAt: started, endedAt: at(120).toISOString() }],
  });
  await reconcile(world.deps);
  expect(await intervalsOf(id)).toMatchObject([{ ended_at: at(120) }]);
  expect(await rowOf(id)).toMatchObject({ state: 'stopped', running_seconds: 120 });
});

test('one that was taken for lost and runs after all is not billed twice', async () => {
  const { id } = await me.desktop();
  show(id, running());
  world.deps.now = () => at(90).getTime();
  await reconcile(world.deps);
  await reconcile(world.deps);
  await lose();
  expect(await rowOf(id)).toMatchObject({ running_seconds: 90 });
  await reconcile(world.deps);
  expect(await rowOf(id)).toMatchObject({ running_seconds: 0, running_since: at(0) });
  expect(await intervalsOf(id)).toMatchObject([{ ended_at: null }]);
});

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startApp } from '../test/app.ts';
import type { TestApp } from '../test/app.ts';
import { hasX } from '../test/needs.ts';

let execd: TestApp;
beforeAll(async () => {
  execd = await startApp({ bound: true, screen: true });
});
afterEach(() => execd.system.control.reset());
afterAll(() => execd.stop());

const agent = { claims: { actor: { type: 'agent', id: 'key_1' } } };
const person = { claims: { actor: { type: 'human', id: 'usr_1' } } };
const viewer = { role: 'view', ...person };

const call = async (path: string, token: object, json?: object) => {
  const init = json ? { token, json } : { token };
  const answer = await execd.call(path, init);
  return [answer.status, await answer.json()] as [number, Record<string, unknown>];
};
const move = { actions: [{ type: 'move', x: 5, y: 5 }] };

test.skipIf(!hasX)(
  'who holds the control acts, all others are refused by its holder’s name',
  async () => {
    expect(await call('/control', person)).toEqual([200, { held: false, yours: false }]);
    expect(await call('/control/acquire', agent, {})).toMatchObject([200, { yours: true }]);
    expect(await call('/actions', agent, move)).toMatchObject([200, { outcome: 'completed' }]);
    expect(await call('/actions', person, move)).toMatchObject([
      409,
      { code: 'controlHeld', holder: { type: 'agent', id: 'key_1' } },
    ]);
    expect(await call('/control/acquire', person, {})).toMatchObject([
      409,
      { code: 'controlHeld' },
    ]);
    const taken = await call('/control/acquire', person, { takeOver: true });
    expect(taken).toMatchObject([200, { yours: true, holder: { type: 'human' } }]);
    expect(await call('/actions', agent, move)).toMatchObject([409, { code: 'controlHeld' }]);
    expect((await execd.call('/control/release', { token: agent, method: 'POST' })).status).toBe(
      409,
    );
    expect((await execd.call('/control/release', { token: person, method: 'POST' })).status).toBe(
      200,
    );
    expect(await call('/actions', agent, move)).toMatchObject([200, { outcome: 'completed' }]);
  },
);

test.skipIf(!hasX)('a batch stops at the step at which a person took over', async () => {
  const actions = [
    { type: 'move', x: 33, y: 44 },
    { type: 'wait', durationMs: 500 },
    { type: 'move', x: 700, y: 700 },
  ];
  const batch = call('/actions', agent, { actions });
  const cursor = async () => (await execd.system.desktop.describe()).cursor;
  await expect.poll(cursor).toEqual({ x: 33, y: 44 });
  await call('/control/acquire', person, { takeOver: true });
  expect(await batch).toMatchObject([200, { outcome: 'stopped', stoppedAt: 2 }]);
  expect(await cursor()).toEqual({ x: 33, y: 44 });
});

test('a viewer sees who holds it and cannot take it; bad wishes name their field', async () => {
  expect(await call('/control', viewer)).toMatchObject([200, { held: false }]);
  expect(await call('/control/acquire', viewer, {})).toMatchObject([403, {}]);
  for (const [wish, pointer] of [
    [{ ttlSeconds: 4 }, '/ttlSeconds'],
    [{ ttlSeconds: 3601 }, '/ttlSeconds'],
    [{ takeOver: 'yes' }, '/takeOver'],
    [{ force: true }, '/force'],
  ] as const)
    expect(await call('/control/acquire', person, wish)).toMatchObject([
      400,
      { errors: [{ pointer }] },
    ]);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '../test/app.ts';
import { hasX } from '../test/needs.ts';

let execd: TestApp;
beforeAll(async () => void (execd = await startApp({ bound: true, screen: true })));
afterAll(() => execd.stop());

interface Entry {
  id: string;
  operation: string;
  outcome: string;
  actor: object;
  thumbnails: boolean;
  summary: string;
}
const timeline = async (): Promise<Entry[]> =>
  ((await (await execd.call('/timeline')).json()) as { items: Entry[] }).items;

test.skipIf(!hasX)(
  'what was asked for is told with its actor, end and pictures; looking is not',
  async () => {
    await execd.call('/actions', {
      json: {
        actions: [
          { type: 'move', x: 5, y: 6 },
          { type: 'type', text: 'geheim' },
        ],
      },
    });
    await execd.call('/screenshot');
    await execd.call('/commands', { json: { command: ['true'] } });
    await expect.poll(async () => (await timeline()).length).toBe(2);
    const told = await timeline();
    const action = told.find(({ operation }) => operation === 'performActions');
    expect(action).toMatchObject({
      outcome: 'done',
      thumbnails: true,
      summary: 'move at 5, 6; type 6 characters',
    });
    expect(JSON.stringify(told)).not.toContain('geheim');
    const picture = await execd.call(`/timeline/${action?.id}/thumbnail?moment=before`);
    expect(picture.headers.get('content-type')).toBe('image/jpeg');
    expect(
      Buffer.from(await picture.arrayBuffer())
        .subarray(0, 2)
        .toString('hex'),
    ).toBe('ffd8');
  },
);

test.skipIf(!hasX)('a refusal is told, a replay is not told twice', async () => {
  const before = (await timeline()).length;
  const human = { token: { claims: { actor: { type: 'human', id: 'p' } } } };
  await execd.call('/control/acquire', { json: {}, ...human });
  const headers = { 'idempotency-key': 'once' };
  const json = { command: ['true'] };
  await execd.call('/actions', { json: { actions: [{ type: 'move', x: 1, y: 1 }] } });
  for (let i = 0; i < 2; i++) await execd.call('/commands', { json, headers });
  await expect.poll(async () => (await timeline()).length).toBe(before + 3);
  const told = (await timeline())
    .slice(0, 3)
    .map(({ operation, outcome }) => `${operation} ${outcome}`);
  expect(told.toSorted()).toEqual([
    'acquireControl done',
    'performActions refused',
    'runCommand done',
  ]);
});

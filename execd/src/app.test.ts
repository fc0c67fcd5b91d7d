import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp } from '../test/app.ts';
import type { TestApp } from '../test/app.ts';
import { hasX } from '../test/needs.ts';

let execd: TestApp;
beforeAll(async () => {
  execd = await startApp({ bound: true, screen: true });
});
afterAll(() => execd.stop());

const body = async (response: Promise<Response>) => {
  const answer = await response;
  return [answer.status, await answer.json()] as [number, Record<string, unknown>];
};
const file = (name: string) =>
  `/files/content?path=${encodeURIComponent(join(execd.directory, name))}`;

test.skipIf(!hasX)('health says what runs and whether the desktop is up', async () => {
  await execd.system.desktop.seat();
  expect(await body(execd.call('/health', { token: null }))).toEqual([
    200,
    {
      status: 'ok',
      contractVersion: '0.1.0',
      machine: 'vm-1',
      ready: true,
      checks: { screen: 'ok' },
      instanceId: execd.system.machine.binding?.instanceId,
    },
  ]);
  expect((await execd.call('/ready', { token: null })).status).toBe(200);
  expect(await body(execd.call('/version', { token: null }))).toMatchObject([
    200,
    { build: 'test' },
  ]);
});

test.skipIf(!hasX)('a screenshot is an image of the bound size', async () => {
  const response = await execd.call('/screenshot?format=jpeg&quality=60&cursor=true');
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'image/jpeg',
    'x-image-width': '1024',
    'x-image-height': '768',
    'x-cursor-x': expect.stringMatching(/^\d+$/),
  });
  const image = await sharp(Buffer.from(await response.arrayBuffer())).metadata();
  expect(image).toMatchObject({ format: 'jpeg', width: 1024, height: 768 });
});

test.skipIf(!hasX)('actions are done, and the display tells where the pointer is', async () => {
  const actions = [{ type: 'move', x: 12, y: 34 }, { type: 'screenshot' }];
  const [status, result] = await body(execd.call('/actions', { json: { actions } }));
  expect([status, result['outcome']]).toEqual([200, 'completed']);
  expect(await body(execd.call('/display'))).toEqual([
    200,
    { width: 1024, height: 768, cursor: { x: 12, y: 34 } },
  ]);
});

const refusals: [string, unknown, [number, string, string]][] = [
  [
    'an unknown property',
    [{ type: 'move', x: 1, y: 1, z: 1 }],
    [400, 'invalidRequest', '/actions/0/z'],
  ],
  ['a wrong type', [{ type: 'move', x: '1', y: 1 }], [400, 'invalidRequest', '/actions/0/x']],
  ['an unknown action', [{ type: 'jump' }], [400, 'invalidRequest', '/actions/0/type']],
  ['an empty batch', [], [400, 'invalidRequest', '/actions']],
  [
    'a point off the screen',
    [{ type: 'move', x: 1024, y: 1 }],
    [422, 'coordinatesOffScreen', '/actions/0/x'],
  ],
  [
    'an unknown key',
    [{ type: 'key', keys: ['nokey'] }],
    [422, 'unprocessable', '/actions/0/keys/0'],
  ],
  [
    'a text of 1 MB',
    [{ type: 'type', text: 'x'.repeat(1_000_000) }],
    [400, 'invalidRequest', '/actions/0/text'],
  ],
];
test.skipIf(!hasX).each(refusals)(
  '%s is refused by its field',
  async (_what, actions, expected) => {
    const [status, problem] = await body(execd.call('/actions', { json: { actions } }));
    const [error] = problem['errors'] as { pointer: string }[];
    expect([status, problem['code'], error?.pointer]).toEqual(expected);
    expect(problem['requestId']).toMatch(/^req_/);
  },
);

test('20 MB go in and come out unchanged', async () => {
  const bytes = randomBytes(20 * 1024 * 1024);
  const headers = { 'content-type': 'application/octet-stream' };
  const written = await body(execd.call(file('big'), { method: 'PUT', body: bytes, headers }));
  expect(written).toMatchObject([200, { sizeBytes: bytes.length, mode: '0644' }]);
  const response = await execd.call(file('big'));
  expect(response.headers.get('etag')).toBe(written[1]['etag']);
  expect(response.headers.get('content-length')).toBe(String(bytes.length));
  expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
});

test('problems of files name the parameter', async () => {
  const cases: [string, number, string][] = [
    ['/files/metadata?path=/a/../b', 422, 'invalidPath'],
    ['/files/metadata?path=relative', 422, 'invalidPath'],
    ['/files/metadata?path=/no/such/file', 404, 'fileNotFound'],
    ['/files?path=/&cursor=nonsense', 400, 'unknownCursor'],
    ['/files?path=/&limit=1000', 400, 'invalidRequest'],
    ['/files', 400, 'invalidRequest'],
    ['/files/content?path=/etc', 422, 'invalidPath'],
  ];
  for (const [path, status, code] of cases) {
    expect([path, ...(await body(execd.call(path)))]).toMatchObject([path, status, { code }]);
  }
});

test('pages of a list lead to the end', async () => {
  const names: string[] = [];
  let cursor = '';
  do {
    const [, page] = await body(execd.call(`/files?path=/usr/share/zoneinfo&limit=25${cursor}`));
    names.push(...(page['items'] as { name: string }[]).map((item) => item.name));
    cursor = page['nextCursor'] ? `&cursor=${page['nextCursor'] as string}` : '';
  } while (cursor);
  expect(names).toEqual([...new Set(names)].sort());
  expect(names.length).toBeGreaterThan(25);
});

test('a command answers with all of its result', async () => {
  const json = { command: ['sh', '-c', 'echo out; echo err >&2; exit 3'] };
  expect(await body(execd.call('/commands', { json }))).toMatchObject([
    200,
    { state: 'finished', exitCode: 3, stdout: 'out\n', stderr: 'err\n' },
  ]);
  const gui = await body(execd.call('/commands', { json: { command: 'echo $DISPLAY' } }));
  expect(gui[1]['stdout']).toBe(`:${execd.displayNumber}\n`);
});

test('a path outside the contract is 404, a wrong method 405', async () => {
  expect((await execd.call('/admin')).status).toBe(404);
  expect((await execd.call('/display', { method: 'DELETE' })).status).toBe(405);
});

test.skipIf(!hasX)(
  'a screen that is gone is 503 with a time to come back, and it comes back',
  async () => {
    const { system } = execd;
    await system.session.stop();
    expect(await body(execd.call('/ready', { token: null }))).toMatchObject([
      503,
      { ready: false },
    ]);
    const [status, problem] = await body(execd.call('/display'));
    expect([status, problem['code']]).toEqual([503, 'screenUnavailable']);
  },
);

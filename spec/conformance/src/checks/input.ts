import { area, type Check } from '../check.ts';
import { eventually, holds, same } from '../expect.ts';
import type { Target } from '../target.ts';

export const input: Check[] = [];
const check = area('input', input);

interface Batch {
  outcome: string;
  stoppedAt?: number;
  results: {
    status: string;
    method?: string;
    appliedNotches?: number;
    errorCode?: string;
    effect?: string;
    point?: object;
  }[];
}
const perform = (t: Target, ...actions: object[]): Promise<Batch> =>
  t.json('performActions', { json: { actions } });
const run = (t: Target, command: string[]): Promise<{ stdout: string; exitCode: number }> =>
  t.json('runCommand', { json: { command } });

const FILE = '/tmp/conformance-typed.txt';
/** A terminal that writes down what is typed into it, line by line. */
const openTyping = async (t: Target): Promise<void> => {
  await run(t, ['pkill', '-f', 'title typing']);
  await run(t, ['rm', '-f', FILE]);
  // A terminal takes its encoding from the locale, which a desktop need not have installed.
  const command = [
    'env',
    'LC_ALL=C.UTF-8',
    'xfce4-terminal',
    '--disable-server',
    '--title',
    'typing',
    '-x',
    'sh',
    '-c',
    `stty -echo; cat > ${FILE}`,
  ];
  await t.json('launchApplication', { json: { command, waitSeconds: 40 } });
  await eventually(async () => {
    const { items } = await t.json<{ items: { title: string; id: string; focused: boolean }[] }>(
      'listWindows',
    );
    const window = items.find(({ title }) => title === 'typing');
    if (window && !window.focused) await t.json('focusWindow', { path: { windowId: window.id } });
    const { exitCode } = await run(t, ['test', '-e', FILE]);
    return window?.focused && exitCode === 0;
  }, 'the terminal has the keyboard');
};

check('performActions', 'text of any script arrives exactly, and its method is told', async (t) => {
  await openTyping(t);
  const lines = [
    'it\'s "quoted" -x $HOME `id` \\ ; | & < >',
    'Ünïcode é 中 日本語 Привет مرحبا',
    '😀 👩‍👩‍👧 e\u0301',
  ];
  for (const line of lines) {
    const { outcome, results } = await perform(t, { type: 'type', text: `${line}\n` });
    same(outcome, 'completed');
    holds(
      ['keymap', 'rebinding', 'clipboard'].includes(results[0]?.method ?? ''),
      'no method was told',
    );
  }
  const expected = lines.map((line) => `${line}\n`).join('');
  await eventually(
    async () => (await run(t, ['cat', FILE])).stdout === expected,
    `${FILE} holds what was typed`,
  );
  await perform(t, { type: 'key', keys: ['ctrl', 'd'] });
});
check('performActions', 'a batch is checked whole before its first step', async (t) => {
  await perform(t, { type: 'move', x: 5, y: 5 });
  const actions = [
    { type: 'move', x: 9, y: 9 },
    { type: 'click', x: 16_000, y: 1 },
  ];
  same(await t.refusal('performActions', { json: { actions } }), '422 coordinatesOffScreen');
  same(await t.json('getCursor'), { x: 5, y: 5 });
  for (const bad of [
    { type: 'key', keys: ['no such key'] },
    { type: 'type', text: 'a\u0007' },
    { type: 'scroll', deltaY: 5000 },
    { type: 'click', x: 1 },
  ])
    same(await t.refusal('performActions', { json: { actions: [bad] } }), '422 unprocessable');
  for (const bad of [
    { type: 'nothing' },
    { type: 'click', x: -1, y: 1 },
    { type: 'click', button: 'fourth' },
    { type: 'click', count: 0 },
  ])
    same(await t.refusal('performActions', { json: { actions: [bad] } }), '400 invalidRequest');
});
check('performActions', 'coordinates of an image and of a grid mean the same point', async (t) => {
  const { width, height } = await t.json<{ width: number; height: number }>('getDisplay');
  const spaces = [
    [
      { type: 'image', width: 100, height: 100 },
      50,
      50,
      Math.floor((50.5 * width) / 100),
      Math.floor((50.5 * height) / 100),
    ],
    [{ type: 'grid', max: 1000 }, 1000, 0, width - 1, 0],
  ] as const;
  for (const [coordinateSpace, x, y, screenX, screenY] of spaces) {
    await t.json('performActions', {
      json: { actions: [{ type: 'move', x, y }], coordinateSpace },
    });
    same(await t.json('getCursor'), { x: screenX, y: screenY });
  }
});
check('performActions', 'every pointer action is done and says where', async (t) => {
  const path = [
    { x: 300, y: 300 },
    { x: 320, y: 310 },
  ];
  const { outcome, results } = await perform(
    t,
    { type: 'move', x: 300, y: 300 },
    { type: 'click', button: 'middle', x: 301, y: 300 },
    { type: 'drag', path },
    { type: 'scroll', deltaY: 3, deltaX: -2 },
    { type: 'scroll', deltaY: 240, unit: 'pixel' },
    { type: 'mouseDown', button: 'middle' },
    { type: 'mouseUp', button: 'middle' },
    { type: 'key', keys: ['escape'] },
    { type: 'keyDown', key: 'shift' },
    { type: 'keyUp', key: 'shift' },
    { type: 'wait', durationMs: 1 },
    {
      type: 'waitForStable',
      quietMs: 20,
      timeoutMs: 20_000,
      region: { x: 0, y: 0, width: 8, height: 8 },
    },
    { type: 'zoom', region: { x: 0, y: 0, width: 40, height: 30 }, longEdge: 80 },
  );
  same([outcome, results.map(({ status }) => status)], ['completed', results.map(() => 'done')]);
  same(
    results.slice(3, 5).map(({ appliedNotches }) => appliedNotches),
    [5, 2],
  );
  same(results[0]?.point, { x: 300, y: 300 });
});
check('performActions', 'a step that fails stops the batch and says by which code', async (t) => {
  const gone = { type: 'focusWindow', windowId: '0x1' };
  const { outcome, stoppedAt, results } = await perform(t, { type: 'move', x: 1, y: 1 }, gone, {
    type: 'move',
    x: 2,
    y: 2,
  });
  same(
    [outcome, stoppedAt, results.map(({ status }) => status)],
    ['stopped', 1, ['done', 'failed', 'skipped']],
  );
  same(results[1]?.errorCode, 'windowNotFound');
});
check('performActions', 'a repeat with the same key is not done twice', async (t) => {
  const headers = { 'idempotency-key': `conformance-${Date.now()}` };
  const json = { actions: [{ type: 'move', x: 40, y: 41 }] };
  const first = await t.call('performActions', { json, headers });
  await perform(t, { type: 'move', x: 7, y: 8 });
  const second = await t.call('performActions', { json, headers });
  same([first.status, second.status, await second.text()], [200, 200, await first.text()]);
  same(await t.json('getCursor'), { x: 7, y: 8 });
  const other = { actions: [{ type: 'move', x: 1, y: 1 }] };
  same(await t.refusal('performActions', { json: other, headers }), '422 idempotencyKeyReused');
});
check(['getClipboard', 'setClipboard'], 'the clipboard holds text and images', async (t) => {
  for (const text of ['Ünïcode 日本語 😀\n\t', 'x'.repeat(300_000)]) {
    await t.json('setClipboard', { json: { text } });
    same(await t.json('getClipboard'), { text });
  }
  const png =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  await t.json('setClipboard', { json: { png } });
  same(await t.json('getClipboard'), { png });
  same(await t.refusal('setClipboard', { json: { png: 'AAAA' } }), '422 unprocessable');
  await t.json('setClipboard', { json: { text: '' } });
});
check(
  ['getControl', 'acquireControl', 'releaseControl'],
  'one controls at a time, and others are refused',
  async (t) => {
    const human = { 'cyberdesk-actor': 'human' };
    const agent = { 'cyberdesk-actor': 'agent' };
    const taken = await t.json<{ yours: boolean }>('acquireControl', {
      json: { ttlSeconds: 30 },
      headers: human,
    });
    same(taken.yours, true);
    const move = { json: { actions: [{ type: 'move', x: 1, y: 1 }] }, headers: agent };
    same(await t.refusal('performActions', move), '409 controlHeld');
    same(
      await t.refusal('setClipboard', { json: { text: 'x' }, headers: agent }),
      '409 controlHeld',
    );
    same(
      await t.refusal('updateDisplay', { json: { width: 800, height: 600 }, headers: agent }),
      '409 controlHeld',
    );
    const { held, yours } = await t.json<{ held: boolean; yours: boolean }>('getControl', {
      headers: agent,
    });
    same([held, yours], [true, false]);
    await t.json('releaseControl', { headers: human });
    same((await t.call('performActions', move)).status, 200);
  },
);
check(
  ['getTimeline', 'getTimelineThumbnail', 'exportTimeline'],
  'what was done is told, by whom, with pictures',
  async (t) => {
    await perform(t, { type: 'move', x: 77, y: 78 });
    const entry = await eventually(async () => {
      const { items } = await t.json<{
        items: { id: string; summary: string; thumbnails: boolean; actor: { type: string } }[];
      }>('getTimeline');
      return items.find(({ summary }) => summary.includes('move at 77, 78'));
    }, 'the timeline tells the move');
    same([entry.thumbnails, entry.actor.type], [true, 'agent']);
    const picture = await t.call('getTimelineThumbnail', {
      path: { entryId: entry.id },
      query: { moment: 'before' },
    });
    same([picture.status, picture.headers.get('content-type')], [200, 'image/jpeg']);
    const archive = Buffer.from(await (await t.call('exportTimeline')).arrayBuffer());
    same(archive.subarray(0, 2).toString('hex'), '1f8b');
  },
);
check(
  ['listViewers', 'disconnectViewer'],
  'nobody watches, and nobody can be shown out',
  async (t) => {
    same(await t.json('listViewers'), { items: [] });
    same(
      await t.refusal('disconnectViewer', { path: { viewerId: `vwr_${'2'.repeat(34)}` } }),
      '404 notFound',
    );
  },
);

import { area, type Check } from '../check.ts';
import { eventually, holds, same } from '../expect.ts';
import type { Target } from '../target.ts';

export const screen: Check[] = [];
const check = area('screen', screen);

const SIGNATURES: Record<string, string> = { png: '89504e47', jpeg: 'ffd8ff', webp: '52494646' };
const size = (response: Response) => [
  Number(response.headers.get('x-image-width')),
  Number(response.headers.get('x-image-height')),
];
const display = (t: Target) => t.json<{ width: number; height: number }>('getDisplay');

check(
  'takeScreenshot',
  'png, jpeg and webp are what they say, as large as the screen',
  async (t) => {
    const { width, height } = await display(t);
    for (const format of ['png', 'jpeg', 'webp']) {
      const response = await t.call('takeScreenshot', { query: { format } });
      const bytes = Buffer.from(await response.arrayBuffer());
      same([response.status, response.headers.get('content-type')], [200, `image/${format}`]);
      same([size(response), response.headers.get('x-image-scale')], [[width, height], '1']);
      holds(bytes.toString('hex').startsWith(SIGNATURES[format] ?? ''), `no ${format} file`);
    }
  },
);
check(
  'takeScreenshot',
  'fit makes it smaller and says by how much; a region is that region',
  async (t) => {
    const { width } = await display(t);
    const fitted = await t.call('takeScreenshot', { query: { maxLongEdge: 320 } });
    same([size(fitted)[0], Number(fitted.headers.get('x-image-scale'))], [320, 320 / width]);
    const region = await t.call('takeScreenshot', {
      query: { x: 10, y: 20, width: 64, height: 48 },
    });
    same(size(region), [64, 48]);
    same(await t.refusal('takeScreenshot', { query: { x: 10 } }), '422 unprocessable');
    same(
      await t.refusal('takeScreenshot', { query: { x: width - 1, y: 0, width: 2, height: 1 } }),
      '422 coordinatesOffScreen',
    );
  },
);
check('takeScreenshot', 'a screen that is the same is 304 without a body', async (t) => {
  await eventually(async () => {
    const query = { x: 0, y: 0, width: 40, height: 10 };
    const first = await t.call('takeScreenshot', { query });
    const etag = first.headers.get('etag') ?? '';
    const second = await t.call('takeScreenshot', { query, headers: { 'if-none-match': etag } });
    return second.status === 304 && (await second.text()) === '';
  }, 'a corner of the screen rests');
});
check(['getCursor', 'getDisplay'], 'the pointer is where it was moved', async (t) => {
  await t.json('performActions', { json: { actions: [{ type: 'move', x: 123, y: 234 }] } });
  same(await t.json('getCursor'), { x: 123, y: 234 });
  const { cursor } = await t.json('getDisplay');
  same(cursor, { x: 123, y: 234 });
});
check('updateDisplay', 'the screen becomes as large as asked for, and back', async (t) => {
  const before = await display(t);
  const wanted = { width: 1000, height: 700 };
  const { width, height } = await t.json('updateDisplay', { json: wanted });
  same({ width, height }, wanted);
  same(size(await t.call('takeScreenshot')), [1000, 700]);
  same(await t.refusal('updateDisplay', { json: { width: 1, height: 1 } }), '400 invalidRequest');
  await t.json('updateDisplay', { json: { width: before.width, height: before.height } });
});
check('observeScreen', 'one look gives image, changes, window and marks', async (t) => {
  const seen = await t.json<{
    etag: string;
    image: { width: number; data: string };
    changedRegions: unknown[];
    marks: unknown[];
  }>('observeScreen', { query: { maxLongEdge: 640 } });
  same(seen.image.width, 640);
  holds(
    seen.image.data.length > 100 && seen.changedRegions.length > 0,
    'image and changes are missing',
  );
  const again = await t.json<{ changedRegions: unknown }>('observeScreen', {
    query: { since: seen.etag, maxMarks: 0 },
  });
  holds(Array.isArray(again.changedRegions), 'no list of changes');
});
check('getImage', 'an image that a batch took is there under its id', async (t) => {
  const { results } = await t.json<{ results: { image: { imageId: string; data?: string } }[] }>(
    'performActions',
    {
      json: { actions: [{ type: 'screenshot', format: 'jpeg', inline: false }] },
    },
  );
  const { imageId = '', data } = results[0]?.image ?? {};
  same(data, undefined);
  const image = await t.call('getImage', { path: { imageId } });
  same([image.status, image.headers.get('content-type')], [200, 'image/jpeg']);
  same(await t.refusal('getImage', { path: { imageId: `img_${'2'.repeat(34)}` } }), '404 notFound');
});
check(
  [
    'startRecording',
    'listRecordings',
    'getRecording',
    'stopRecording',
    'downloadRecording',
    'deleteRecording',
  ],
  'a recording is an MP4 that can be downloaded, in part too, and deleted',
  async (t) => {
    const { id: recordingId } = await t.json<{ id: string }>('startRecording', {
      json: { name: 'check', framesPerSecond: 5 },
    });
    const path = { recordingId };
    same(await t.refusal('startRecording', { json: {} }), '409 recordingInProgress');
    same(await t.refusal('downloadRecording', { path }), '409 recordingInProgress');
    for (const x of [10, 200, 400])
      await t.json('performActions', {
        json: {
          actions: [
            { type: 'move', x, y: 50 },
            { type: 'wait', durationMs: 300 },
          ],
        },
      });
    const stopped = await t.json<{ state: string; reason: string }>('stopRecording', { path });
    same([stopped.state, stopped.reason], ['finished', 'Stopped']);
    const { items } = await t.json<{ items: { id: string }[] }>('listRecordings', {
      query: { limit: 100 },
    });
    holds(
      items.some(({ id }) => id === recordingId),
      'it is not in the list',
    );
    const whole = Buffer.from(await (await t.call('downloadRecording', { path })).arrayBuffer());
    same(whole.subarray(4, 8).toString(), 'ftyp');
    const part = await t.call('downloadRecording', { path, headers: { range: 'bytes=4-7' } });
    same([part.status, await part.text()], [206, 'ftyp']);
    await t.json('deleteRecording', { path });
    same(await t.refusal('getRecording', { path }), '404 recordingNotFound');
  },
);

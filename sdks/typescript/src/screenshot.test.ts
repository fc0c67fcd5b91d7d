import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createTransport } from './transport.ts';
import { ScreenResource } from './generated/resources.gen.ts';
import { Screen } from './screenshot.ts';

/** A screen that answers every request with the newest image, or 304 to who has it. */
const served = () => {
  const requests: Request[] = [];
  const state = { version: 1, pointer: 5 };
  const answer = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    requests.push(request);
    const etag = `"v${state.version}"`;
    const headers = { etag, 'x-cursor-x': String(state.pointer), 'x-cursor-y': '6' };
    if (request.url.includes('/observation'))
      return Response.json({ etag, image: { data: btoa('\u0089PNG') } });
    if (request.headers.get('if-none-match') === etag)
      return new Response(null, { status: 304, headers });
    return new Response(Uint8Array.of(137, state.version), {
      headers: {
        ...headers,
        'content-type': 'image/png',
        'x-image-width': '640',
        'x-image-height': '400',
        'x-image-scale': '0.5',
      },
    });
  };
  const transport = createTransport({
    apiKey: 'cyb_x',
    baseUrl: 'http://api.test',
    timeoutMs: 1000,
    maxRetries: 0,
    fetch: answer,
    headers: {},
  });
  return { screen: new Screen(new ScreenResource(transport), 'dsk_1'), requests, state };
};
const tagOf = (request: Request | undefined) => request?.headers.get('if-none-match');

test('an unchanged screen is not sent again, and its pointer is the one of now', async () => {
  const { screen, requests, state } = served();
  const first = await screen.shoot({ maxLongEdge: 640 });
  first.fill(0);
  state.pointer = 9;
  const again = await screen.shoot({ maxLongEdge: 640 });
  expect(tagOf(requests[1])).toBe('"v1"');
  expect([...again]).toEqual([137, 1]);
  const facts = { width: 640, height: 400, scale: 0.5, contentType: 'image/png', etag: '"v1"' };
  expect(again).toMatchObject({ ...facts, pointer: { x: 9, y: 6 } });
  state.version = 2;
  expect([...(await screen.shoot({ maxLongEdge: 640 }))]).toEqual([137, 2]);
});

test('another form of the picture is another picture, and few are remembered', async () => {
  const { screen, requests } = served();
  const region = { x: 1, y: 2, width: 3, height: 4 };
  await screen.shoot({ region, format: 'jpeg' });
  expect(requests[0]?.url).toContain('format=jpeg&x=1&y=2&width=3&height=4');
  await screen.shoot({});
  expect(tagOf(requests[1])).toBeNull();
  // The same form in other words.
  await screen.shoot({ format: 'jpeg', ...region });
  expect(tagOf(requests[2])).toBe('"v1"');
  for (let edge = 100; edge < 104; edge++) await screen.shoot({ maxLongEdge: edge });
  await screen.shoot({ region, format: 'jpeg' });
  expect(tagOf(requests.at(-1))).toBeNull();
});

test('a tag of the caller’s own is sent, and a 304 to it says that there are no bytes', async () => {
  const { screen, requests } = served();
  const call = { headers: { 'If-None-Match': '"v1"' } };
  await expect(screen.shoot({}, call)).rejects.toThrow('there are no bytes');
  expect(tagOf(requests[0])).toBe('"v1"');
});

test('a screenshot is saved as the file that it is', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'shot-'));
  const path = join(directory, 'shot.png');
  await (await served().screen.shoot({})).save(path);
  expect([...(await readFile(path))]).toEqual([137, 1]);
  await rm(directory, { recursive: true });
});

test('an observation has its image as bytes and counts changes from the one before', async () => {
  const { screen, requests } = served();
  const seen = await screen.observe({ maxMarks: 5 });
  expect([...seen.bytes]).toEqual([137, 80, 78, 71]);
  await screen.observe({});
  await screen.observe({ since: '"old"' });
  const since = requests.map(({ url }) => new URL(url).searchParams.get('since'));
  expect(since).toEqual([null, '"v1"', '"old"']);
});

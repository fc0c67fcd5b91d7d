import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Recording } from '@cyberdesk/generated/execd/types.gen';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hasX } from '../../../test/needs.ts';
import { TestWindow } from '../../../test/window.ts';
import { startServer } from '../../../test/xserver.ts';
import type { TestServer } from '../../../test/xserver.ts';
import { Desktop } from '../desktop.ts';
import { silent } from '../log.ts';
import { Recordings } from './recordings.ts';
import type { RecordingsOptions, RecordingWish } from './recordings.ts';

const hasAll = hasX && existsSync('/usr/bin/ffmpeg');
const run = promisify(execFile);
const wish: RecordingWish = {
  name: 'It',
  framesPerSecond: 10,
  maxDurationSeconds: 60,
  maxBytes: 2 ** 30,
};

let directory: string;
let server: TestServer;
let desktop: Desktop;
let window: TestWindow;
let recordings: Recordings;
const open = (options: Partial<RecordingsOptions> = {}) =>
  (recordings = new Recordings({ directory, screen: desktop, log: silent, ...options }));

beforeEach(async () => {
  if (!hasAll) return;
  directory = await mkdtemp(join(tmpdir(), 'recordings-'));
  server = await startServer({ size: { width: 321, height: 241 } });
  desktop = new Desktop(server.number, silent);
  desktop.display.start();
  window = await TestWindow.open(server.number, { pings: true, color: 0 });
  open();
});
afterEach(async () => {
  if (!hasAll) return;
  await recordings.close();
  window.close();
  desktop.display.stop();
  await server.stop();
  await rm(directory, { recursive: true, force: true });
});

const film = (id: string) => join(directory, `${id}.mp4`);

const sizeOf = (file: string): Promise<number> =>
  stat(file).then(
    ({ size }) => size,
    () => 0,
  );

/** What a player would make of it. */
async function probe(file: string): Promise<Record<string, unknown>> {
  const entries = 'format=duration:stream=codec_name,width,height,pix_fmt';
  const args = ['-v', 'error', '-show_entries', entries, '-of', 'json', file];
  const { streams, format } = JSON.parse((await run('ffprobe', args)).stdout) as {
    streams: object[];
    format: { duration: string };
  };
  return { ...streams[0], duration: Number(format.duration) };
}

/** The picture at this second, as the colour in the middle of it. */
async function colourAt(file: string, second: number): Promise<number[]> {
  const frame = join(directory, 'frame.png');
  await run('ffmpeg', [
    '-v',
    'error',
    '-y',
    '-i',
    file,
    '-vf',
    'fps=10',
    '-ss',
    String(second),
    '-frames:v',
    '1',
    frame,
  ]);
  const { data, info } = await sharp(frame).raw().toBuffer({ resolveWithObject: true });
  await rm(frame);
  const at = (Math.floor(info.height / 2) * info.width + 20) * info.channels;
  return [...data.subarray(at, at + 3)].map((value) => Math.round(value / 64));
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await delay(20);
}

test.skipIf(!hasAll)('a film shows what was on the screen, when it was', async () => {
  const started = await recordings.start(wish);
  expect(started).toMatchObject({ name: 'It', state: 'recording', width: 322, height: 242 });
  await delay(700);
  await window.paint({ x: 0, y: 0, width: 321, height: 241 }, 0xff0000);
  await delay(700);
  const ended = await recordings.stop(started.id);
  expect(ended).toMatchObject({ state: 'finished', reason: 'Stopped' });
  expect(ended.sizeBytes).toBeGreaterThan(0);
  expect(await probe(film(started.id))).toMatchObject({
    codec_name: 'h264',
    pix_fmt: 'yuv420p',
    width: 322,
    height: 242,
    duration: expect.closeTo(ended.durationMs / 1000, 0),
  });
  expect(await colourAt(film(started.id), 0)).toEqual([0, 0, 0]);
  const end = ended.durationMs / 1000 - 0.5;
  expect(await colourAt(film(started.id), end)).toEqual([4, 0, 0]);
  expect(await recordings.get(started.id)).toEqual(ended);
  expect(await recordings.stop(started.id)).toEqual(ended);
});

test.skipIf(!hasAll)('a resized screen goes on in the first size', async () => {
  const { id } = await recordings.start(wish);
  await desktop.resize({ width: 640, height: 480 });
  await window.paint({ x: 0, y: 0, width: 640, height: 480 }, 0xff);
  await delay(500);
  await recordings.stop(id);
  expect(await probe(film(id))).toMatchObject({ width: 322, height: 242 });
  expect(await colourAt(film(id), 0.3)).toEqual([0, 0, 4]);
});

test.skipIf(!hasAll)('one runs at a time, and is downloaded when it has ended', async () => {
  const { id } = await recordings.start(wish);
  const inProgress = { code: 'recordingInProgress' };
  await expect(recordings.start(wish)).rejects.toMatchObject(inProgress);
  await expect(recordings.file(id)).rejects.toMatchObject(inProgress);
  await recordings.stop(id);
  expect(await recordings.file(id)).toBe(film(id));
  await recordings.delete(id);
  await expect(recordings.get(id)).rejects.toMatchObject({ code: 'recordingNotFound' });
  expect(await readdir(directory)).toEqual([]);
});

test.skipIf(!hasAll)('it ends by itself at its time', async () => {
  const { id } = await recordings.start({ ...wish, maxDurationSeconds: 1 });
  await until(async () => (await recordings.get(id)).state !== 'recording');
  const ended = await recordings.get(id);
  expect(ended).toMatchObject({ state: 'finished', reason: 'DurationReached' });
  expect(ended.durationMs).toBeGreaterThanOrEqual(1000);
  await recordings.delete((await recordings.start(wish)).id);
});

test.skipIf(!hasAll)(
  'it ends by itself at its size, and stays near it',
  async () => {
    const { id } = await recordings.start({ ...wish, framesPerSecond: 30, maxBytes: 100_000 });
    for (let at = 0; (await recordings.get(id)).state === 'recording'; at++) {
      for (let dot = 0; dot < 400; dot++) {
        const place = {
          x: (dot * 47 + at) % 321,
          y: (dot * 31 + at * 7) % 241,
          width: 7,
          height: 7,
        };
        window.draw(place, (dot + at) * 0x12f3d5);
      }
      await window.link.sync();
      await delay(10);
    }
    const ended = await recordings.get(id);
    expect(ended).toMatchObject({ state: 'finished', reason: 'SizeReached' });
    expect(ended.sizeBytes).toBeLessThan(1_000_000);
    expect(await probe(film(id))).toMatchObject({ codec_name: 'h264' });
  },
  15_000,
);

test.skipIf(!hasAll)('a full disk is left alone', async () => {
  open({ freeBytes: () => Promise.resolve(511 * 2 ** 20) });
  await expect(recordings.start(wish)).rejects.toMatchObject({ code: 'storageFull' });
  let free = 2 ** 40;
  open({ freeBytes: () => Promise.resolve(free) });
  const { id } = await recordings.start(wish);
  free = 0;
  await until(async () => (await recordings.get(id)).state !== 'recording');
  expect(await recordings.get(id)).toMatchObject({ state: 'finished', reason: 'DiskFull' });
});

test.skipIf(!hasAll)(
  'at most 100 are kept, and are listed oldest first, page by page',
  async () => {
    const facts: Omit<Recording, 'id'> = {
      state: 'finished',
      framesPerSecond: 10,
      width: 2,
      height: 2,
      sizeBytes: 0,
      durationMs: 0,
      startedAt: new Date().toISOString(),
    };
    const ids = Array.from(
      { length: 100 },
      (_, at) =>
        `rec_${String.fromCharCode(97 + (at % 26)).repeat(33)}${'234567'[Math.floor(at / 26)]}`,
    );
    // The one that was opened before has looked for strays, and takes none of these for one.
    await recordings.list({ limit: 1 });
    await Promise.all(
      ids.map((id) => writeFile(join(directory, `${id}.json`), JSON.stringify({ id, ...facts }))),
    );
    open();
    const first = await recordings.list({ limit: 60 });
    const second = await recordings.list({ limit: 60, cursor: first.nextCursor });
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids.toSorted());
    await expect(recordings.start(wish)).rejects.toMatchObject({ code: 'unprocessable' });
    await recordings.delete(ids[0] ?? '');
    await recordings.delete((await recordings.start(wish)).id);
  },
);

test.skipIf(!hasAll)(
  'without ffmpeg the fault names it, and a later start is not in its way',
  async () => {
    open({ program: '/no/such/ffmpeg' });
    for (let at = 0; at < 2; at++) {
      await expect(recordings.start(wish)).rejects.toMatchObject({
        code: 'unavailable',
        message: expect.stringContaining('Install the package `ffmpeg`'),
      });
    }
    expect((await recordings.list({ limit: 1 })).items).toEqual([]);
  },
);

test.skipIf(!hasAll)('an encoder that fails makes a failed recording', async () => {
  open({ program: '/bin/false' });
  const { id } = await recordings.start(wish);
  await until(async () => (await recordings.get(id)).state !== 'recording');
  expect(await recordings.get(id)).toMatchObject({ state: 'failed', reason: 'EncoderFailed' });
});

test.skipIf(!hasAll)(
  'after a kill of execd the film is finished and can be played',
  async () => {
    // Another process stands for the execd that is killed, with its own connection to the screen.
    const script = join(import.meta.dirname, '../../../test/record.ts');
    const child = spawn(process.execPath, [script, directory, String(server.number)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const id = await new Promise<string>((resolve) => {
      child.stdout.setEncoding('utf8').once('data', (text: string) => resolve(text.trim()));
    });
    await until(async () => {
      await window.paint({ x: 0, y: 0, width: 321, height: 241 }, Date.now());
      return (await sizeOf(film(id))) > 4000;
    });
    child.kill('SIGKILL');
    open();
    const recording = await recordings.get(id);
    expect(recording).toMatchObject({ state: 'finished', reason: 'ExecdRestarted' });
    expect(recording.sizeBytes).toBeGreaterThan(4000);
    expect(recording.durationMs).toBeGreaterThan(500);
    expect(await probe(film(id))).toMatchObject({ codec_name: 'h264' });
    expect((await recordings.list({ limit: 10 })).items).toEqual([recording]);
  },
  15_000,
);

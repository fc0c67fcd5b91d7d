import { mkdtemp, readFile, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { list } from 'tar';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { silent } from '../log.ts';
import { exportTimeline } from './export.ts';
import { People } from './people.ts';
import { actionsIn, summarize } from './summary.ts';
import { Timeline } from './timeline.ts';

let directory: string;
let shots: number;
const actor = { type: 'agent', id: 'key_1' };
const deed = { source: 'api', actor, operation: 'performActions', summary: 'click at 1, 2' };
const make = () =>
  new Timeline({
    directory,
    log: silent,
    takePicture: async () => Buffer.from(`shot ${(shots += 1)}`),
  });
beforeEach(async () => {
  shots = 0;
  directory = await mkdtemp(join(tmpdir(), 'timeline-'));
});
afterEach(() => rm(directory, { recursive: true }));

const entries = async (timeline: Timeline, count: number) => {
  await expect.poll(async () => (await timeline.list({ limit: 100 })).items.length).toBe(count);
  return (await timeline.list({ limit: 100 })).items;
};

test('an action has a picture from before and one from after, also after a restart', async () => {
  const timeline = make();
  timeline.begin(deed, { pictured: true })('done');
  const [entry] = await entries(timeline, 1);
  expect(entry).toMatchObject({ ...deed, outcome: 'done', thumbnails: true });
  const again = make();
  const id = entry?.id ?? '';
  expect((await again.thumbnail(id, 'before')).toString()).toBe('shot 1');
  expect((await again.thumbnail(id, 'after')).toString()).toBe('shot 2');
  await expect(again.thumbnail('tml_none', 'after')).rejects.toMatchObject({ code: 'notFound' });
});

test('a hundred actions at once share a few pictures', async () => {
  const timeline = make();
  for (let i = 0; i < 100; i++) timeline.begin(deed, { pictured: true })('done');
  await entries(timeline, 100);
  expect(shots).toBeLessThanOrEqual(3);
});

test('newest first, page by page; a refused action has no pictures', async () => {
  const timeline = make();
  for (let i = 0; i < 5; i++)
    timeline.begin({ ...deed, summary: String(i) }, { pictured: i === 0 })('refused');
  await entries(timeline, 5);
  const first = await timeline.list({ limit: 3 });
  const second = await timeline.list({ limit: 3, cursor: first.nextCursor });
  expect([...first.items, ...second.items].map(({ summary }) => summary)).toEqual([
    '4',
    '3',
    '2',
    '1',
    '0',
  ]);
  expect(second.nextCursor).toBeUndefined();
  expect(first.items.every(({ thumbnails }) => !thumbnails)).toBe(true);
  await expect(timeline.list({ limit: 1, cursor: 'eA' })).rejects.toMatchObject({
    code: 'unknownCursor',
  });
});

test('a line that a crash has cut costs that line', async () => {
  const timeline = make();
  for (const summary of ['a', 'b'])
    timeline.begin({ ...deed, summary }, { pictured: false })('done');
  await entries(timeline, 2);
  const file = join(directory, 'entries/entries.jsonl');
  await truncate(file, (await readFile(file)).length - 10);
  expect((await entries(make(), 1)).map(({ summary }) => summary)).toEqual(['a']);
});

test('cleared is gone from disk, too', async () => {
  const timeline = make();
  timeline.begin(deed, { pictured: true })('done');
  await entries(timeline, 1);
  await timeline.clear();
  await entries(timeline, 0);
  await entries(make(), 0);
});

test('the export is an archive of the entries, oldest first, and their pictures', async () => {
  const timeline = make();
  for (const summary of ['a', 'b'])
    timeline.begin({ ...deed, summary }, { pictured: true })('done');
  await entries(timeline, 2);
  const bytes = Buffer.from(await new Response(exportTimeline(timeline)).arrayBuffer());
  const found = new Map<string, string>();
  const reader = list({
    onReadEntry: (entry) => {
      const chunks: Buffer[] = [];
      entry.on('data', (chunk) => chunks.push(chunk));
      entry.on('end', () => found.set(entry.path, Buffer.concat(chunks).toString()));
    },
  });
  reader.end(bytes);
  await expect.poll(() => found.size).toBe(3);
  const lines = (found.get('timeline.jsonl') ?? '').trim().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { summary: string }).summary)).toEqual([
    'a',
    'b',
  ]);
  expect([...found.values()]).toEqual(expect.arrayContaining(['shot 1', 'shot 2']));
});

test('what people do is one entry until they pause, without what they typed', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const timeline = make();
  const people = new People(timeline);
  const person = { type: 'human', id: 'p' };
  for (const act of ['key', 'key', 'press', 'pointer'] as const) people.acted(person, act);
  vi.advanceTimersByTime(2100);
  vi.useRealTimers();
  const [entry] = await entries(timeline, 1);
  expect(entry).toMatchObject({
    source: 'liveView',
    actor: person,
    operation: 'input',
    summary: '2 keys, 1 press of a button, 1 move of the pointer',
  });
  await delay(0);
});

test('what was written is told by its length alone', () => {
  const body = {
    actions: [
      { type: 'click', x: 3, y: 4, button: 'left' },
      { type: 'type', text: 'secret' },
      { type: 'setClipboard', text: 'secret' },
    ],
  };
  expect(summarize('performActions', { body })).toBe(
    'click at 3, 4; type 6 characters; setClipboard 6 characters',
  );
  expect(JSON.stringify(actionsIn(body))).not.toContain('secret');
  const command = { command: ['ls'], env: { A: 'secret' }, stdin: 'secret' };
  expect(summarize('runCommand', { body: command })).toBe(
    'runCommand command ["ls"] envLength 1 stdinLength 6',
  );
  expect(summarize('x', { body: { path: 'y'.repeat(9_000) } }).length).toBeLessThanOrEqual(300);
});

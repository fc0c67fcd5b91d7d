import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp } from '../test/app.ts';
import type { TestApp } from '../test/app.ts';
import { hasX } from '../test/needs.ts';
import { nastyNumber, nastyText, pick, plainText, random, seed } from '../test/random.ts';
import { TestWindow } from '../test/window.ts';
import { isTypable, keysymOf } from './system/input/keysyms.ts';

const PER_BATCH = 64;
let execd: TestApp;
let window: TestWindow;
let spawned = 0;
const count = (): void => void spawned++;

beforeAll(async () => {
  execd = await startApp({ bound: true, screen: true });
  if (!hasX) return;
  await execd.system.desktop.seat();
  window = await TestWindow.open(execd.displayNumber, { pings: true });
  subscribe('child_process', count);
});
afterAll(async () => {
  unsubscribe('child_process', count);
  window?.close();
  await execd.stop();
});

interface Answer {
  status: number;
  body: { code?: string; errors?: { pointer: string; message: string }[]; outcome?: string };
}

const send = async (json: string): Promise<Answer> => {
  const headers = { 'content-type': 'application/json' };
  const response = await execd.call('/actions', { method: 'POST', body: json, headers });
  return { status: response.status, body: (await response.json()) as Answer['body'] };
};
const sendActions = (actions: object[]): Promise<Answer> => send(JSON.stringify({ actions }));
const list = <T>(length: number, make: () => T): T[] => Array.from({ length }, make);

interface Kind {
  make: (text: string) => object;
  isWrong: (text: string) => boolean;
  /** Characters that the contract lets through. */
  longest: number;
}

/** Sends strings in batches with one at least that is wrong: each is refused under its own pointer, and no other. */
async function refuseWrong(
  total: number,
  member: string,
  { make, isWrong, longest }: Kind,
): Promise<void> {
  for (let sent = 0; sent < total; sent += PER_BATCH) {
    const isHalf = random(4) === 0;
    const texts = list(PER_BATCH - 1, () => nastyText(isHalf)).concat('\u0007\u0007');
    const { status, body } = await sendActions(texts.map(make));
    // NUL, halves of surrogate pairs and what is too long do not pass the contract; the first is named.
    const isBroken = (text: string): boolean =>
      text.includes('\0') || !text.isWellFormed() || Array.from(text).length > longest;
    const broken = texts.findIndex(isBroken);
    const wrong = texts.flatMap((text, i) => (isWrong(text) ? [i] : []));
    const named = (broken < 0 ? wrong : [broken]).map((i) => `/actions/${i}/${member}`);
    expect(status, `seed ${seed}`).toBe(broken < 0 ? 422 : 400);
    expect(
      body.errors?.map(({ pointer }) => pointer),
      `seed ${seed}`,
    ).toEqual(named);
  }
}

const isUntypable = (text: string): boolean =>
  Array.from(text.replaceAll(/\r\n?/g, '\n')).some((one) => !isTypable(one.codePointAt(0) ?? 0));

test.skipIf(!hasX)('40,000 random names of keys are refused one by one', async () => {
  const make = (key: string) => ({ type: 'key', keys: [key] });
  const isWrong = (key: string) => keysymOf(key) === undefined;
  await refuseWrong(40_000, 'keys/0', { make, isWrong, longest: 32 });
});

test.skipIf(!hasX)('20,000 random texts are refused where they cannot be typed', async () => {
  const make = (text: string) => ({ type: 'type', text });
  await refuseWrong(20_000, 'text', { make, isWrong: isUntypable, longest: 10_000 });
});

test.skipIf(!hasX)('30,000 random coordinates and amounts are refused by name', async () => {
  const wrongPlace = (): string =>
    pick([
      () => `{"type":"move","x":${nastyNumber()},"y":1}`,
      () => `{"type":"click","x":1,"y":${nastyNumber()}}`,
      () => `{"type":"scroll","deltaY":${nastyNumber()}}`,
      () => `{"type":"wait","durationMs":${nastyNumber()}}`,
      () => `{"type":"drag","path":[{"x":1,"y":1},{"x":${nastyNumber()},"y":2}]}`,
    ])();
  for (let sent = 0; sent < 30_000; sent += PER_BATCH) {
    const actions = list(PER_BATCH, wrongPlace);
    const { status, body } = await send(`{"actions":[${actions.join(',')}]}`);
    expect([400, 422], `seed ${seed}`).toContain(status);
    expect(body.code, `seed ${seed}`).toMatch(
      /^(invalidRequest|malformedJson|coordinatesOffScreen|unprocessable)$/,
    );
    const isJson = !actions.some((action) => /NaN|Infinity/.test(action));
    if (isJson) expect(body.errors?.[0]?.pointer).toMatch(/^\/actions\/\d+/);
  }
});

test.skipIf(!hasX)('10,000 random texts that can be typed arrive exactly', async () => {
  for (let sent = 0; sent < 10_000; sent += PER_BATCH) {
    const isForeign = random(16) === 0;
    const texts = list(PER_BATCH, () => plainText(isForeign));
    window.text = '';
    const { body } = await sendActions([{ type: 'type', text: texts.join('') }]);
    expect(body.outcome, `seed ${seed}`).toBe('completed');
    await expect.poll(() => window.text, { interval: 1 }).toBe(texts.join(''));
  }
});

test.skipIf(!hasX)('after all of it nothing was started, pressed or broken', async () => {
  expect(spawned).toBe(0);
  const { status } = await sendActions([{ type: 'move', x: 3, y: 4 }]);
  expect(status).toBe(200);
  expect((await execd.system.desktop.describe()).cursor).toEqual({ x: 3, y: 4 });
  const pressed = window.events.filter((event) => event.startsWith('Button'));
  expect(pressed).toEqual([]);
});

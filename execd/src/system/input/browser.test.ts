import { setTimeout as delay } from 'node:timers/promises';
import type { Action } from '@cyberdesk/generated/execd/types.gen';
import { expect, onTestFinished, test } from 'vitest';
import { alone } from '../../../test/alone.ts';
import { chromium, openBrowser } from '../../../test/browser.ts';
import { hasX } from '../../../test/needs.ts';
import { startServer } from '../../../test/xserver.ts';
import { Desktop } from '../desktop.ts';
import { silent } from '../log.ts';
import { perform } from './perform.ts';

const TEXT = `Ünïcode 日本語 Привет 😀 it's "quoted" -x
second line\twith tab? no: العربية עברית ñ € ✓ 👩‍👩‍👧 é ${'ąčďęěłňřšťůžőű'.repeat(3)} αβγδεζηθικλμνξοπρσ end`;

test.skipIf(!hasX || !chromium)(
  'a browser receives any text exactly',
  async () => {
    const server = await startServer();
    onTestFinished(() => server.stop());
    const desktop = new Desktop(server.number, silent);
    desktop.display.start();
    onTestFinished(() => desktop.display.stop());
    const page = await openBrowser(server.number);
    onTestFinished(() => page.close());
    await page.ready;
    // A tab would move the focus on, as it does for people.
    const text = TEXT.replaceAll('\t', ' ');
    const act = (...actions: Action[]) => perform(desktop, { actions, stopOn: 'error' }, alone());
    await act({ type: 'click', x: 300, y: 300 });
    // A browser drops keys until its first frame is on the screen, whoever presses them.
    while (page.value() === '') {
      await act({ type: 'type', text: '.' });
      await delay(50);
    }
    const result = await act({ type: 'key', keys: ['ctrl', 'a'] }, { type: 'type', text });
    for (let i = 0; i < 200 && page.value() !== text; i++) await delay(20);
    expect(page.value()).toBe(text);
    expect(result.results[1]).toMatchObject({ status: 'done', method: 'rebinding' });
  },
  60_000,
);

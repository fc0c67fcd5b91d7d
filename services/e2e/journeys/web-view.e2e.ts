import type { Desktop } from 'cyberdesk';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inaccessible } from '../support/axe.ts';
import { openBrowser, openContext, picture, watch } from '../support/browser.ts';
import { clickAt, distance, drawn, liveCanvas } from '../support/live-screen.ts';
import { killService } from '../support/restart.ts';
import { pixels } from '../support/screen.ts';
import { signUp, type Person } from '../support/stack.ts';
import { until } from '../support/until.ts';

/** A link to a live view, opened by somebody without an account. */
let person: Person;
let desktop: Desktop;
let browser: Browser;
let page: Page;
let faults: string[];
beforeAll(async () => {
  person = await signUp();
  desktop = await person.client.desktops.create({ wait: true });
  browser = await openBrowser();
  page = await (await openContext(browser)).newPage();
  faults = watch(page);
});
afterAll(async () => {
  await browser.close();
  await desktop.delete();
});

const link = (role: 'view' | 'control', options: object = {}) =>
  desktop.streams.create({ role, expiresInSeconds: 300, ...options });
const cursor = async () => (await desktop.display()).cursor;

test('a link to control shows the screen, and what is clicked there happens', async () => {
  const { viewerUrl } = await link('control');
  await page.goto(viewerUrl);
  await liveCanvas(page).waitFor();
  await until('the same picture', async () => {
    const seen = await pixels(await desktop.screenshot());
    return (await distance(await drawn(page), seen)) < 12;
  });
  await clickAt(page, 222, 333);
  await until('the pointer to move', async () => {
    const { x, y } = await cursor();
    return Math.abs(x - 222) < 3 && Math.abs(y - 333) < 3;
  });
  await picture(page, 'linked-screen');
  expect(await inaccessible(page)).toEqual([]);
});

const clipboard = () => person.client.resources.clipboard;
const here = () => page.evaluate(() => navigator.clipboard.readText());

test('what is copied in the desktop is on this computer’s clipboard', async () => {
  await clipboard().set(desktop.id, { text: 'from the desktop é 中 🙂' });
  await until('the text', async () => (await here()) === 'from the desktop é 中 🙂');
});

test('what is copied here is pasted there by keys, and no permission is asked for it', async () => {
  await openNotes();
  const bring = async (text: string): Promise<void> => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.evaluate((each) => navigator.clipboard.writeText(each), text);
    await page.context().clearPermissions();
    await page.keyboard.press('Control+Shift+V');
    await until('the clipboard', async () => (await clipboard().get(desktop.id)).text === text);
  };
  // What a terminal makes of other signs is up to the languages that are installed.
  await bring('é 中 🙂');
  await page.keyboard.press('Enter');
  await bring('from here');
  await until('the text', async () => {
    await page.keyboard.press('Enter');
    return (await notes()).includes('from here\n');
  });
  // The keys went up again, and others are not taken for pasting.
  await page.keyboard.type('v c V');
  await page.keyboard.press('Enter');
  await until('what was typed', async () => (await notes()).endsWith('\nv c V\n'));
});

test('a browser that lets nobody write its clipboard offers a button', async () => {
  // As Safari and Firefox do: only a click may write. What a test evaluates counts as one, so it is told by hand.
  await page.evaluate(() => {
    const write = navigator.clipboard.writeText.bind(navigator.clipboard);
    let clickedAt = -Infinity;
    document.addEventListener('click', () => (clickedAt = performance.now()), { capture: true });
    navigator.clipboard.writeText = (text) =>
      performance.now() - clickedAt < 1_000
        ? write(text)
        : Promise.reject(new Error('not allowed'));
  });
  const offer = page.getByRole('button', { name: 'Copy here, too' });
  await clipboard().set(desktop.id, { text: 'copied unseen' });
  await offer.waitFor();
  await picture(page, 'linked-copied');
  expect(await inaccessible(page)).toEqual([]);
  await offer.click();
  await offer.waitFor({ state: 'detached' });
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  expect(await here()).toBe('copied unseen');
});

test('the panel puts a text on the desktop’s clipboard', async () => {
  await page.getByRole('button', { name: 'Clipboard' }).click();
  await page.getByLabel('To the desktop').fill('by the panel');
  await page.getByRole('button', { name: 'Put on its clipboard' }).click();
  await until('the text', async () => (await clipboard().get(desktop.id)).text === 'by the panel');
  // What was put there is pasted, not what happens to be on this computer's clipboard.
  await liveCanvas(page).focus();
  await page.keyboard.press('Control+Shift+V');
  await until('what was put', async () => {
    await page.keyboard.press('Enter');
    return (await notes()).includes('by the panel\n');
  });
});

test('the desktop takes the size of the window, and follows it', async () => {
  const fit = page.getByRole('button', { name: 'Resize the desktop to this window' });
  await fit.click();
  const place = async () => {
    const { width, height } = (await page.locator('[data-live]').boundingBox()) ?? {
      width: 0,
      height: 0,
    };
    return { width: Math.floor(width), height: Math.floor(height) };
  };
  const sameSize = () =>
    until('the same size', async () => {
      const { width, height } = await place();
      const [size, seen] = [await desktop.display(), await drawn(page)];
      return size.width === width && size.height === height && seen.width === width;
    });
  await sameSize();
  await page.setViewportSize({ width: 1000, height: 701 });
  await sameSize();
  await until('the same picture', async () => {
    const seen = await pixels(await desktop.screenshot());
    return (await distance(await drawn(page), seen)) < 12;
  });
  await picture(page, 'linked-resized');
  await fit.click();
  await page.setViewportSize({ width: 1440, height: 900 });
  expect((await desktop.display()).width).toBe(1000);
  await desktop.resize(1280, 800);
  await until('the picture to follow', async () => (await drawn(page)).width === 1280);
});

test('after a restart of the gateway the view is back by itself', async () => {
  const waiting = page.locator('[data-live="waiting"]').waitFor();
  await killService('gateway');
  await waiting;
  await liveCanvas(page).waitFor();
  await clickAt(page, 444, 321);
  await until('the pointer to move', async () => {
    const { x, y } = await cursor();
    return Math.abs(x - 444) < 3 && Math.abs(y - 321) < 3;
  });
});

/** A terminal in the desktop that keeps what comes, and has the keyboard. */
const openNotes = async (): Promise<void> => {
  await desktop.run(
    'setsid xfce4-terminal --title Notes --geometry 70x18+240+160 -x sh -c "cat > $HOME/notes.txt" >/dev/null 2>&1 &',
  );
  const window = await until('the terminal', async () => {
    const { stdout } = await desktop.run(['wmctrl', '-l', '-G']);
    return stdout.split('\n').find((line) => line.includes('Notes'));
  });
  const [x = 0, y = 0, width = 0, height = 0] = window.trim().split(/\s+/).slice(2, 6).map(Number);
  await clickAt(page, x + width / 2, y + height / 2);
};
const notes = async (): Promise<string> => (await desktop.run('cat "$HOME/notes.txt"')).stdout;

test('a link to watch moves nothing, and is cut when it is revoked', async () => {
  await desktop.move(40, 50);
  const { viewerUrl, stream } = await link('view');
  await page.goto('about:blank');
  await page.goto(viewerUrl);
  await page.getByText('You are watching').waitFor();
  await liveCanvas(page).waitFor();
  await page.mouse.click(600, 400);
  expect(await cursor()).toMatchObject({ x: 40, y: 50 });
  await desktop.streams.revoke(stream.id);
  await liveCanvas(page).waitFor({ state: 'detached' });
});

test('a broken link says so', async () => {
  await page.goto('about:blank');
  await page.goto(`${new URL((await link('view')).viewerUrl).origin}/view/x#token=nothing`);
  await page.getByText('This link has ended').waitFor();
  // A gateway that was killed leaves sockets without an answer.
  expect(faults.filter((fault) => !/WebSocket|code: 1006/.test(fault))).toEqual([]);
});

test('only the pages that a link names may frame it', async () => {
  const { embedUrl } = await link('view', { allowedOrigins: ['https://app.example.com'] });
  const { headers } = await fetch(embedUrl);
  expect(headers.get('content-security-policy')).toContain(
    'frame-ancestors https://app.example.com',
  );
  const { viewerUrl } = await link('view');
  const plain = await fetch(viewerUrl);
  expect(plain.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  await page.goto('about:blank');
  await page.goto(embedUrl);
  await liveCanvas(page).waitFor();
});

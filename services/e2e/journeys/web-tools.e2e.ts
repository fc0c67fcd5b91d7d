import { readFileSync } from 'node:fs';
import type { Desktop } from 'cyberdesk';
import type { Browser, Download, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inaccessible } from '../support/axe.ts';
import { openBrowser, openContext, picture, signIn, watch } from '../support/browser.ts';
import { liveCanvas } from '../support/live-screen.ts';
import { signUp, type Person } from '../support/stack.ts';
import { until } from '../support/until.ts';

/** What stands below a desktop's screen: recordings, timeline, previews. */
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
  await signIn(page, person.email, `/desktops/${desktop.id}`);
  await liveCanvas(page).waitFor();
});
afterAll(async () => {
  await browser.close();
  await desktop.delete();
});

const button = (name: string | RegExp) => page.getByRole('button', { name });
const tab = (name: string) => page.getByRole('tab', { name }).click();
const panel = (name: string) => page.getByRole('region', { name, exact: true });

/** In both themes, and without faults that axe finds. */
const look = async (name: string): Promise<void> => {
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await page.locator(theme === 'dark' ? 'html.dark' : 'html:not(.dark)').waitFor();
    expect(await inaccessible(page)).toEqual([]);
    await picture(page, `${name}-${theme}`);
  }
};

const saved = async (click: () => Promise<void>): Promise<Download> => {
  const download = page.waitForEvent('download');
  await click();
  return download;
};

test('the screen is recorded, played, kept and deleted', async () => {
  await tab('Recordings');
  await panel('Recordings').getByText('Nothing was recorded yet.').waitFor();
  await button('Record').click();
  await panel('Recordings').getByText('recording', { exact: true }).waitFor();
  for (const x of [100, 300, 500, 700]) await desktop.move(x, 400);
  await page.waitForTimeout(1_500);
  await button('End recording').click();
  const play = button(/^Play /);
  await until('it to be finished', () => play.isEnabled());
  await look('tools-recordings');
  await play.click();
  const film = page.locator('video');
  await until('the film to play', () =>
    film.evaluate((video: HTMLVideoElement) => video.videoWidth === 1280 && video.currentTime > 0),
  );
  await picture(page, 'tools-recording-played');
  const download = await saved(() =>
    page.getByRole('dialog').getByRole('button', { name: 'Download' }).click(),
  );
  expect(download.suggestedFilename()).toMatch(/\.mp4$/);
  expect(
    readFileSync(await download.path())
      .subarray(4, 8)
      .toString(),
  ).toBe('ftyp');
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await button(/^Delete /).click();
  await button('Delete recording').click();
  await panel('Recordings').getByText('Nothing was recorded yet.').waitFor();
});

test('the timeline tells who did what, with pictures, and is exported', async () => {
  await tab('Timeline');
  await desktop.click(640, 400);
  const row = panel('Timeline').getByRole('listitem').filter({ hasText: /click/ }).first();
  await row.getByText('Agent').waitFor();
  await row.getByRole('img', { name: 'The screen before' }).waitFor();
  await until('the picture after', () =>
    row
      .getByRole('img', { name: 'The screen after' })
      .evaluate((image: HTMLImageElement) => image.naturalWidth === 320),
  );
  await liveCanvas(page).click({ position: { x: 300, y: 200 } });
  const mine = panel('Timeline').getByRole('listitem').filter({ hasText: 'live view' }).first();
  await mine.getByText('Person').waitFor({ timeout: 60_000 });
  await look('tools-timeline');
  const download = await saved(() => button('Export').click());
  expect(download.suggestedFilename()).toMatch(/\.tar\.gz$/);
  expect(
    readFileSync(await download.path())
      .subarray(0, 2)
      .toString('hex'),
  ).toBe('1f8b');
});

test('a port is opened, visited by its link, and closed', async () => {
  await desktop.run('mkdir -p $HOME/site && echo "<h1>It works</h1>" > $HOME/site/index.html');
  await desktop.run(
    'cd $HOME/site && setsid python3 -m http.server 8123 --bind 127.0.0.1 >/dev/null 2>&1 &',
  );
  await tab('Previews');
  await panel('Previews').getByText('No port is open.').waitFor();
  await button('Open a port').click();
  await page.getByRole('spinbutton', { name: 'Port' }).fill('8123');
  expect(await inaccessible(page)).toEqual([]);
  await picture(page, 'tools-preview-dialog');
  await button('Open port').click();
  await button('Copy the link to port 8123').click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await look('tools-previews');
  const visitor = await (await openContext(browser)).newPage();
  await visitor.goto(link);
  await visitor.getByRole('heading', { name: 'It works' }).waitFor();
  await button('Close port 8123').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Close port' }).click();
  await panel('Previews').getByText('No port is open.').waitFor();
  await until('it to be closed', async () => (await visitor.reload())?.status() === 404);
  await visitor.close();
});

test('a size that was wished while an agent held the control comes with the control', async () => {
  await desktop.control.acquire({ ttlSeconds: 60 });
  await page.locator('[data-control="held"]').waitFor();
  await button('Resize the desktop to this window').click();
  // The place has its new height, and the desktop had time to follow if it were allowed to.
  await page.waitForTimeout(1_000);
  expect(await desktop.display()).toMatchObject({ width: 1280, height: 800 });
  await button('Take control').click();
  await until('the new size', async () => (await desktop.display()).height === 648);
  await picture(page, 'desktop-resized');
  await button('Resize the desktop to this window').click();
  await button('Give back control').click();
});

test('on a phone nothing hangs over the edge', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const name of ['Terminal', 'Recordings', 'Timeline', 'Previews']) {
    await tab(name);
    const { scrollWidth, clientWidth } = await page.evaluate(() => ({
      scrollWidth: document.documentElement.scrollWidth,
      clientWidth: document.documentElement.clientWidth,
    }));
    expect(scrollWidth, name).toBe(clientWidth);
    await picture(page, `tools-${name.toLowerCase()}-phone`);
  }
  expect(faults.filter((fault) => !fault.includes('WebSocket'))).toEqual([]);
});

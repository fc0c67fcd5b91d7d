import type { Desktop } from 'cyberdesk';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inaccessible } from '../support/axe.ts';
import { openBrowser, openContext, picture, watch } from '../support/browser.ts';
import { clickAt, distance, drawn, liveCanvas } from '../support/live-screen.ts';
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
  const shot = await desktop.screenshot();
  await until('the same picture', async () => {
    const seen = await pixels(shot);
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
  expect(faults.filter((fault) => !fault.includes('WebSocket'))).toEqual([]);
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

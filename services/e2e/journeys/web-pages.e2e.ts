import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { looks, openBrowser, openContext, picture, signIn, watch } from '../support/browser.ts';
import { inaccessible } from '../support/axe.ts';
import { signUp, type Person } from '../support/stack.ts';
import { webPages } from '../support/web-pages.ts';

let browser: Browser;
let person: Person;

beforeAll(async () => {
  browser = await openBrowser();
  person = await signUp();
});
afterAll(() => browser.close());

const overflow = (): number =>
  document.documentElement.scrollWidth - document.documentElement.clientWidth;

const nameOf = (path: string): string => path.slice(1).replaceAll('/', '-') || 'landing';

describe.each(looks)('in $theme, $size', (look) => {
  let guest: BrowserContext;
  let member: BrowserContext;
  beforeAll(async () => {
    [guest, member] = [await openContext(browser, look), await openContext(browser, look)];
    const page = await member.newPage();
    await signIn(page, person.email);
    await page.close();
  });
  afterAll(async () => {
    await guest.close();
    await member.close();
  });

  test.each(webPages)('$path is accessible, fits, and keeps to itself', async (each) => {
    const page = await (each.isPrivate ? member : guest).newPage();
    const faults = watch(page);
    await page.goto(each.path);
    await page.getByRole('heading', { level: 1, name: each.heading }).waitFor();
    await each.settle?.(page);
    await page.evaluate(() => document.fonts.ready);
    expect(await page.evaluate(overflow)).toBeLessThanOrEqual(0);
    expect((await inaccessible(page)).join('\n')).toBe('');
    await picture(page, `${nameOf(each.path)}-${look.theme}-${look.size}`);
    expect(faults.join('\n')).toBe('');
    await page.close();
  });
});

test('the landing page needs at most 200 kB of JavaScript, compressed', async () => {
  const context = await openContext(browser);
  const page = await context.newPage();
  const sizes: Promise<number>[] = [];
  page.on('requestfinished', (request) => {
    if (request.resourceType() === 'script')
      sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
  });
  await page.goto('/', { waitUntil: 'load' });
  await page.getByRole('tab', { name: 'Python' }).click();
  await page.getByText('print(desktop.run(').waitFor();
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  console.log(`landing: ${(bytes / 1000).toFixed(0)} kB of JavaScript in ${sizes.length} files`);
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThanOrEqual(200_000);
  await context.close();
});

test('the theme that was chosen stays, without a flash of the other', async () => {
  const context = await openContext(browser);
  const page = await context.newPage();
  await page.goto('/');
  await page.getByRole('button', { name: 'Switch between light and dark' }).click();
  await page.locator('html.dark').waitFor();
  await page.reload({ waitUntil: 'commit' });
  await page.locator('html.dark').waitFor();
  const scheme = await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
  expect(scheme).toBe('dark');
  await context.close();
});

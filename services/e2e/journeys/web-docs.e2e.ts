import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inaccessible } from '../support/axe.ts';
import { looks, openBrowser, openContext, picture, watch } from '../support/browser.ts';
import { signUp, webUrl } from '../support/stack.ts';

/** One page of each kind. */
const kinds = [
  { path: '/docs', heading: 'Documentation' },
  { path: '/docs/quickstart/typescript', heading: 'Quickstart with TypeScript' },
  { path: '/docs/concepts/states', heading: 'States and transitions' },
  { path: '/docs/guides/agent-loop', heading: 'Drive a desktop with an agent' },
  { path: '/docs/api/desktops/createDesktop', heading: 'Create a desktop' },
  { path: '/docs/api/files/writeFile', heading: 'Write a file' },
  { path: '/docs/sdks/python', heading: 'Python SDK' },
  { path: '/docs/problems/controlHeld', heading: 'controlHeld' },
  { path: '/docs/self-hosting/configuration', heading: 'Configuration of the services' },
];

let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const overflow = (): number =>
  document.documentElement.scrollWidth - document.documentElement.clientWidth;

const open = async (context: BrowserContext, path: string, heading: string): Promise<Page> => {
  const page = await context.newPage();
  await page.goto(path);
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  return page;
};

const textOf = async (path: string): Promise<string> => {
  const response = await fetch(new URL(path, webUrl()));
  expect(response.status, path).toBe(200);
  return response.text();
};

/** Addresses of all pages, as `/llms.txt` lists them. */
const allPages = async (): Promise<string[]> =>
  [...(await textOf('/llms.txt')).matchAll(/\]\((\/docs[^)]*)\.md\)/g)].map(
    ([, path]) => path ?? '',
  );

describe.each(looks)('in $theme, $size', (look) => {
  let context: BrowserContext;
  beforeAll(async () => {
    context = await openContext(browser, look);
  });
  afterAll(() => context.close());

  test.each(kinds)('$path is accessible, fits, and keeps to itself', async ({ path, heading }) => {
    const page = await context.newPage();
    const faults = watch(page);
    await page.goto(path);
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    await page.evaluate(() => document.fonts.ready);
    expect(await page.evaluate(overflow)).toBeLessThanOrEqual(0);
    expect((await inaccessible(page)).join('\n')).toBe('');
    await picture(page, `${path.slice(1).replaceAll('/', '-')}-${look.theme}-${look.size}`);
    expect(faults.join('\n')).toBe('');
    await page.close();
  });
});

test('every page is served, as a page and as Markdown, and no link within it is broken', async () => {
  const paths = await allPages();
  expect(paths.length).toBeGreaterThan(90);
  const html = new Map<string, string>();
  for (const path of paths) {
    html.set(path, await textOf(path));
    expect(await textOf(`${path}.md`)).toMatch(/^# /);
  }
  const idsOf = (text: string) => new Set([...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
  const ids = new Map([...html].map(([path, text]) => [path, idsOf(text)]));
  const broken = [...html].flatMap(([from, text]) =>
    [...text.matchAll(/href="(\/docs[^"#]*|)(?:#([^"]+))?"/g)]
      .filter(([, path, anchor]) => {
        const known = ids.get(path || from);
        const isFile = path?.endsWith('.md') && ids.has(path.slice(0, -3));
        return (
          !isFile && (!known || (anchor !== undefined && !known.has(decodeURIComponent(anchor))))
        );
      })
      .map(([href]) => `${from}: ${href}`),
  );
  expect(broken).toEqual([]);
});

test('the whole documentation is one text, and a page that is not there is 404', async () => {
  expect(await textOf('/llms-full.txt')).toContain('# Create a desktop');
  for (const path of ['/docs/nowhere', '/docs/nowhere.md'])
    expect((await fetch(new URL(path, webUrl()))).status).toBe(404);
});

test('search finds an operation without another service', async () => {
  const context = await openContext(browser);
  const page = await open(context, '/docs', 'Documentation');
  const faults = watch(page);
  await page
    .getByRole('button', { name: /search/i })
    .first()
    .click();
  await page.getByRole('dialog').getByRole('textbox').fill('take a screenshot');
  await page.getByRole('dialog').getByText('Take a screenshot').first().click();
  await page.waitForURL(/takeScreenshot/);
  expect(faults.join('\n')).toBe('');
  await context.close();
});

test('the console sends a real request, and forgets the key with the tab', async () => {
  const { key } = await signUp();
  const context = await openContext(browser);
  const page = await open(context, '/docs/api/desktops/listSizes', 'List sizes');
  const faults = watch(page);
  await page.getByRole('button', { name: 'Send request' }).click();
  await page.getByText('Enter an API key.').waitFor();
  await page.getByLabel('API key').fill(key);
  await page.getByRole('button', { name: 'Send request' }).click();
  await page.getByLabel('Answer').getByText('"ratePerHourMicros"').first().waitFor();
  expect(page.url()).not.toContain(key);
  const kept = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }]),
  );
  expect(kept).not.toContain(key);
  await page.reload();
  expect(await page.getByLabel('API key').inputValue()).toBe('');
  expect(faults.join('\n')).toBe('');
  await context.close();
});

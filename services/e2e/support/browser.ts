import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { PASSWORD, webUrl } from './stack.ts';

/** Where pictures of pages are kept; ignored by git. */
export const pictures = join(import.meta.dirname, '../../../web/test-results');

/** What a page is looked at with. */
export interface Look {
  theme: 'light' | 'dark';
  size: 'wide' | 'phone';
}

const sizes = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

/** Every look that pages are checked in. */
export const looks: Look[] = (['light', 'dark'] as const).flatMap((theme) =>
  (['wide', 'phone'] as const).map((size) => ({ theme, size })),
);

/** Debian's Chromium. Tests may run as root, which its own sandbox does not allow. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });

/** A fresh profile on the web frontend. Requests to other machines fail the test that makes them. */
export const openContext = (
  browser: Browser,
  { theme, size }: Look = { theme: 'light', size: 'wide' },
): Promise<BrowserContext> =>
  browser.newContext({
    baseURL: webUrl(),
    colorScheme: theme,
    viewport: sizes[size],
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
  });

/** Signs in by the form and waits for the dashboard. */
export const signIn = async (page: Page, email: string, next = '/desktops'): Promise<void> => {
  await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => url.pathname + url.search === next);
};

/** Keeps a picture of the whole page. */
export const picture = async (page: Page, name: string): Promise<void> => {
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
};

/** Collects what a page must not do: speak to other machines, be refused by its own policy, throw. */
export const watch = (page: Page): string[] => {
  const faults: string[] = [];
  page.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (/^(http|ws)s?:/.test(protocol) && hostname !== '127.0.0.1')
      faults.push(`asked another machine: ${request.url()}`);
  });
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`threw: ${error.message}`));
  return faults;
};

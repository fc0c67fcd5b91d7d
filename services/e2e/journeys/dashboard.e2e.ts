import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ConflictError, Cyberdesk, type Desktop } from 'cyberdesk';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inaccessible } from '../support/axe.ts';
import { openBrowser, openContext, picture, signIn, watch } from '../support/browser.ts';
import { clickAt, distance, drawn, liveCanvas } from '../support/live-screen.ts';
import { colours, hasPanel, pixels } from '../support/screen.ts';
import { PASSWORD, stack } from '../support/stack.ts';
import { until } from '../support/until.ts';

/** The product as a person meets it, from the first page to the last, in order; each test builds on the one before. */
const email = `ada-${Date.now()}@example.com`;
const typed = 'written in the dashboard';
let browser: Browser;
let page: Page;
let faults: string[];
let key: string;
let desktop: Desktop;

beforeAll(async () => {
  browser = await openBrowser();
  page = await (await openContext(browser)).newPage();
  faults = watch(page);
});
afterAll(async () => {
  await browser.close();
  await desktop?.delete().catch(() => undefined);
});

const button = (name: string | RegExp) => page.getByRole('button', { name });
const goTo = (name: string) =>
  page.getByRole('navigation', { name: 'Dashboard' }).getByRole('link', { name }).click();

test('sign up leads to an empty list', async () => {
  await page.goto('/sign-up');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await button('Make the account').click();
  await page.getByText('No desktops yet').waitFor();
  await picture(page, 'desktops-empty');
});

test('a key is shown once and works with curl', async () => {
  await goTo('API keys');
  await button('New key').first().click();
  await page.getByLabel('Name', { exact: true }).fill('Laptop');
  await button('Create key').click();
  await button('Copy: Your API key').click();
  key = await page.evaluate(() => navigator.clipboard.readText());
  expect(key).toMatch(/^cyb_/);
  await picture(page, 'key-created');
  await button('I have copied it').click();
  await page.getByRole('row', { name: /Laptop/ }).waitFor();
  expect(await page.content()).not.toContain(key);
  expect(await curl()).toBe('200');
});

/** Status that curl gets with the key. */
const curl = async (): Promise<string> => {
  const { stdout } = await promisify(execFile)('curl', [
    ...['-s', '-o', '/dev/null', '-w', '%{http_code}', '--max-time', '20'],
    ...['-H', `Authorization: Bearer ${key}`, `${stack().api.url}/v1/desktops`],
  ]);
  return stdout;
};

test('what is wrong with a new desktop is said at its field', async () => {
  await goTo('Desktops');
  await button('New desktop').first().click();
  await page.getByLabel('Labels').fill('team');
  await button('Create desktop').click();
  await page.getByText('Write name=value').waitFor();
  await page.getByLabel('Labels').fill('team=qa');
  await page.getByLabel('Name', { exact: true }).fill('Invoice agent');
  await page.getByRole('radio', { name: /small/ }).waitFor({ state: 'attached' });
  expect(await inaccessible(page)).toEqual([]);
  await button('Create desktop').click();
  await page.waitForURL('**/desktops/dsk_*');
});

test('the desktop is drawn live in the page', async () => {
  await liveCanvas(page).waitFor({ timeout: 120_000 });
  const client = new Cyberdesk({ apiKey: key, baseUrl: stack().api.url });
  desktop = await client.desktops.get(page.url().split('/').at(-1) ?? '');
  await until('the same picture as the API takes', async () => {
    const [seen, taken] = [await drawn(page), await pixels(await desktop.screenshot())];
    expect([seen.width, seen.height]).toEqual([1280, 800]);
    return hasPanel(seen) && colours(seen) > 50 && (await distance(seen, taken)) < 6;
  });
  expect(await inaccessible(page)).toEqual([]);
  await picture(page, 'desktop-live');
});

test('text that is typed into the page arrives inside the desktop', async () => {
  await desktop.run(
    'setsid xfce4-terminal --title Notes --geometry 70x18+240+160 -x sh -c "cat > $HOME/notes.txt" >/dev/null 2>&1 &',
  );
  const window = await until('the terminal', async () => {
    const { stdout } = await desktop.run(['wmctrl', '-l', '-G']);
    return stdout.split('\n').find((line) => line.includes('Notes'));
  });
  const [x = 0, y = 0, width = 0, height = 0] = window.trim().split(/\s+/).slice(2, 6).map(Number);
  await clickAt(page, x + width / 2, y + height / 2);
  await page.keyboard.type(typed, { delay: 15 });
  await page.keyboard.press('Enter');
  await until('the text', async () => (await notes()) === `${typed}\n`).catch(async () =>
    expect(await notes()).toBe(`${typed}\n`),
  );
  await picture(page, 'desktop-typed');
});

const notes = async (): Promise<string> => (await desktop.run('cat "$HOME/notes.txt"')).stdout;

test('who only watches types nothing; the clipboard’s panel types and pastes', async () => {
  await page.getByRole('switch', { name: 'View only' }).click();
  await liveCanvas(page).focus();
  await page.keyboard.type('lost');
  await page.getByRole('switch', { name: 'View only' }).click();
  await sendByPanel('it\'s "typed" there', 'Type it');
  await until('the typed line', async () => {
    await liveCanvas(page).focus();
    await page.keyboard.press('Enter');
    return (await notes()).includes('\nit\'s "typed" there\n');
  });
  await sendByPanel('and pasted', 'Put on its clipboard');
  await liveCanvas(page).focus();
  await page.keyboard.press('Control+Shift+V');
  await until('the pasted line', async () => {
    await page.keyboard.press('Enter');
    return (await notes()).includes('\nand pasted\n');
  }).catch(async () => expect(await notes()).toContain('\nand pasted\n'));
  expect(await notes()).not.toContain('lost');
});

const sendByPanel = async (text: string, how: string): Promise<void> => {
  await button('Clipboard').click();
  await page.getByLabel('To the desktop').fill(text);
  await button(how).click();
  await page.getByRole('dialog', { name: 'Clipboard', exact: true }).waitFor({ state: 'detached' });
};

test('the keyboard comes back to the page by Shift + Esc', async () => {
  await liveCanvas(page).focus();
  await page.keyboard.press('Shift+Escape');
  const focused = await page.evaluate(() => document.activeElement?.getAttribute('role'));
  expect(focused).toBe('switch');
});

test('a person takes control from an agent, which is refused until it is given back', async () => {
  await desktop.control.acquire({ ttlSeconds: 120 });
  await page.locator('[data-control="held"]').waitFor();
  await picture(page, 'desktop-agent-acts');
  await button('Take control').click();
  await page.locator('[data-control="yours"]').waitFor();
  await expect(desktop.move(10, 10)).rejects.toThrow(ConflictError);
  await button('Give back control').click();
  await page.locator('[data-control="free"]').waitFor();
  await desktop.move(10, 10);
});

test('a connection that breaks is made again by itself', async () => {
  for await (const { id } of desktop.streams.list()) await desktop.streams.revoke(id);
  await page.locator('[data-live="waiting"], [data-live="connecting"]').waitFor();
  await liveCanvas(page).waitFor();
  await drawPictures();
});

/** With UPDATE_PICTURES it makes the pictures that landing page and README show. */
const drawPictures = async (): Promise<void> => {
  if (!process.env['UPDATE_PICTURES']) return;
  await desktop.run('pkill -f notes.txt; true');
  await drawScene(desktop);
  for (const [theme, file] of [
    ['light', 'live-desktop.png'],
    ['dark', 'live-desktop-dark.png'],
  ] as const) {
    const context = await openContext(browser, { theme, size: 'wide' });
    const shown = await context.newPage();
    await signIn(shown, email, new URL(page.url()).pathname);
    await liveCanvas(shown).waitFor();
    await shown.evaluate(() => document.fonts.ready);
    await shown.waitForTimeout(2_000);
    const folder = join(import.meta.dirname, '../../../web/public');
    await shown.screenshot({ path: join(folder, file) });
    await context.close();
  }
};

/** Something to look at: a page with invoices in a browser, and the terminal of what works on it. */
const drawScene = async (shown: Desktop): Promise<void> => {
  const home = (await shown.run('echo -n $HOME')).stdout;
  await shown.files.write(`${home}/invoices.html`, SCENE);
  await shown.run(`setsid firefox-esr --new-window file://${home}/invoices.html >/dev/null 2>&1 &`);
  await until(
    'the browser',
    async () => (await shown.run(['wmctrl', '-l'])).stdout.includes('Invoices'),
    { timeoutMs: 180_000, everyMs: 1_000 },
  );
  await shown.move(620, 500);
  // Firefox draws its first page some time after its window.
  await page.waitForTimeout(6_000);
};

test('stopped it says so, and starts again from the page', async () => {
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await page.locator('[data-state="stopped"]').waitFor({ timeout: 120_000 });
  await picture(page, 'desktop-stopped');
  await button('Start').first().click();
  await liveCanvas(page).waitFor({ timeout: 120_000 });
  expect(await notes()).toContain(typed);
});

test('the list follows by events, and finds by name and label', async () => {
  await goTo('Desktops');
  const row = page.getByRole('row', { name: /Invoice agent/ });
  await row.getByText('running').waitFor();
  await page.getByRole('searchbox').fill('nothing like it');
  await page.getByText('Nothing found').waitFor();
  await page.getByRole('searchbox').fill('team=qa invoice');
  await row.waitFor();
  await desktop.stop();
  await row.getByText('stopped').waitFor({ timeout: 120_000 });
  await picture(page, 'desktops-list');
});

test('usage shows what ran', async () => {
  await goTo('Usage');
  const table = page.getByRole('region', { name: 'By desktop' });
  await table.getByRole('row', { name: /Invoice agent.*(min|\d s).*\$/ }).waitFor();
  await picture(page, 'usage-used');
});

test('delete asks first, and the page says that it is gone', async () => {
  await table(/Invoice agent/).click();
  await button('Actions for Invoice agent').click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await button('Delete desktop').click();
  await page.locator('[data-state="deleted"]').waitFor({ timeout: 120_000 });
  await picture(page, 'desktop-deleted');
});

const table = (name: RegExp) => page.getByRole('link', { name });

test('a revoked key is refused', async () => {
  await goTo('API keys');
  await button('Revoke Laptop').click();
  await button('Revoke key').click();
  await page.getByRole('row', { name: /Laptop.*revoked/ }).waitFor();
  expect(await curl()).toBe('401');
});

test('without an answer each list says what happened and tries again', async () => {
  await page.route(`${stack().api.url}/v1/keys*`, (route) =>
    route.fulfill({
      status: 422,
      contentType: 'application/problem+json',
      headers: { 'access-control-allow-origin': '*' },
      body: JSON.stringify({ title: 'Refused', detail: 'For a test.', requestId: 'req_test' }),
    }),
  );
  await page.reload();
  const alert = page.getByRole('alert').filter({ hasText: 'For a test.' });
  await alert.getByText('req_test').waitFor();
  await picture(page, 'keys-error');
  await page.unroute(`${stack().api.url}/v1/keys*`);
  await button('Try again').click();
  await page.getByRole('row', { name: /Laptop/ }).waitFor();
});

test('a desktop that is not there is said to be missing', async () => {
  await page.goto(`/desktops/dsk_${'2'.repeat(34)}`);
  await page.getByText('No such desktop').waitFor();
});

test('signed out, every page leads to the sign-in', async () => {
  await button(new RegExp(email)).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL((url) => url.pathname === '/');
  for (const path of ['/desktops', `/desktops/${desktop.id}`, '/keys', '/usage']) {
    await page.goto(path);
    expect(page.url()).toContain(`/sign-in?next=${encodeURIComponent(path)}`);
  }
  expect(faults.filter((fault) => !/status of (404|409|422)/.test(fault))).toEqual([]);
});

const ROWS = [
  ['Northwind Freight', '2026-118', '1,240.00', 'booked'],
  ['Halden Optics', '2026-119', '386.50', 'booked'],
  ['Brightwater Foods', '2026-120', '2,905.00', 'booked'],
  ['Kestrel Studio', '2026-121', '640.00', 'checking'],
  ['Lindqvist & Co', '2026-122', '1,118.75', 'waiting'],
  ['Open Harbour', '2026-123', '72.00', 'waiting'],
];
const SCENE = `<!doctype html><meta charset="utf-8"><title>Invoices</title><style>
body{font:16px/1.5 "Noto Sans","DejaVu Sans",sans-serif;margin:0;background:#f6f5f2;color:#26241f}
main{max-width:840px;margin:36px auto;padding:0 24px}h1{font-size:26px;margin:0 0 4px}p{color:#6b675e;margin:0 0 22px}
table{width:100%;border-collapse:collapse;background:#fff;border:1px solid #e2dfd8;border-radius:10px;overflow:hidden}
th,td{text-align:left;padding:12px 16px;border-bottom:1px solid #eceae4}th{font-size:13px;color:#6b675e;background:#faf9f7}
td:nth-child(3),th:nth-child(3){text-align:right}.booked{color:#0b6b4b}.checking{color:#8a5a00;font-weight:600}.waiting{color:#6b675e}
tr.now td{background:#e9f7f0}</style><main><h1>Invoices</h1><p>6 open, 3 booked today</p><table>
<tr><th>Supplier<th>Number<th>Amount<th>State</tr>${ROWS.map(
  ([supplier, number, amount, state]) =>
    `<tr class="${state === 'checking' ? 'now' : ''}"><td>${supplier}<td>${number}<td>$${amount}<td class="${state}">${state}`,
).join('')}</table></main>`;

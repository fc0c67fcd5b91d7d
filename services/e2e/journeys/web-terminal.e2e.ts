import type { Desktop } from 'cyberdesk';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inaccessible } from '../support/axe.ts';
import { openBrowser, openContext, picture, signIn, watch } from '../support/browser.ts';
import { killService } from '../support/restart.ts';
import { signUp, type Person } from '../support/stack.ts';
import { until } from '../support/until.ts';

/** A shell of the desktop in its page, in order; each test builds on the one before. */
let person: Person;
let desktop: Desktop;
let browser: Browser;
let page: Page;
let faults: string[];
let deadline: string | undefined;
beforeAll(async () => {
  person = await signUp();
  desktop = await person.client.desktops.create({ wait: true });
  deadline = desktop.expiresAt;
  browser = await openBrowser();
  page = await (await openContext(browser)).newPage();
  faults = watch(page);
  await signIn(page, person.email, `/desktops/${desktop.id}`);
});
afterAll(async () => {
  await browser.close();
  await desktop.delete();
});

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const connected = () => page.locator('[data-terminal="connected"]').waitFor({ timeout: 30_000 });
/** What it shows; it draws spaces that do not break. */
const textOf = async (of: Page): Promise<string> =>
  (await of.locator('.xterm-rows').innerText()).replaceAll('\u00A0', ' ');
const shown = () => textOf(page);
const type = async (line: string): Promise<void> => {
  await page.getByRole('textbox', { name: /^Terminal/ }).focus();
  await page.keyboard.type(line);
  await page.keyboard.press('Enter');
};
const running = async () => {
  const { items } = await person.client.resources.commands.list(desktop.id, { state: 'running' });
  return items.filter(({ tag }) => tag === 'terminal');
};
const file = async (name: string): Promise<string> =>
  (await desktop.run(`cat "$HOME/${name}"`)).stdout;

test('what is typed runs in a terminal of the desktop', async () => {
  await button('New terminal').click();
  await connected();
  await type(String.raw`tty | cut -c1-9 > where; printf '\303\251 \344\270\255 %s\n' $((6*7))`);
  await until('the answer', async () => (await shown()).includes('é 中 42'));
  expect(await file('where')).toBe('/dev/pts/\n');
  await type('cat > typed');
  await type('né 中 🙂');
  await page.keyboard.press('Control+D');
  await until('what was typed', async () => (await file('typed')) === 'né 中 🙂\n');
  expect(await inaccessible(page)).toEqual([]);
});

test('opening it moved no deadline', async () => {
  await desktop.refresh();
  const moved = Date.parse(desktop.expiresAt ?? '') - Date.parse(deadline ?? '');
  expect(Math.abs(moved)).toBeLessThan(2_500);
});

test('it is as large as its place in the page, and follows it', async () => {
  const columns = async (): Promise<number> => {
    await type('stty size > size');
    return Number((await file('size')).split(' ')[1]);
  };
  const wide = await columns();
  await page.setViewportSize({ width: 900, height: 900 });
  await until('fewer columns', async () => (await columns()) < wide - 10, { everyMs: 500 });
  await page.setViewportSize({ width: 1440, height: 900 });
  await until('as many as before', async () => (await columns()) === wide, { everyMs: 500 });
});

test('it is found again after a reload, with what was written', async () => {
  await type('cd /usr && export STAYS=yes');
  await page.reload();
  await button('Terminal 1').click();
  await connected();
  await until('what was written before', async () => (await shown()).includes('é 中 42'));
  await type('echo "$PWD $STAYS" > ~/still');
  await until('the same shell', async () => (await file('still')) === '/usr yes\n');
});

test('after a restart of the gateway it goes on by itself', async () => {
  await type('for i in 1 2 3 4 5 6 7 8; do sleep 1; echo "tick $i"; done');
  await until('the first tick', async () => (await shown()).includes('tick 1'));
  const lost = page.locator('[data-terminal="waiting"]').waitFor();
  await killService('gateway');
  await lost;
  await connected();
  await until('the last tick', async () => (await shown()).includes('tick 8'));
  expect((await shown()).match(/^tick \d/gm)).toHaveLength(8);
});

test('two pages see it, one writes, and the other may take over', async () => {
  const other = await page.context().newPage();
  await other.goto(page.url());
  await other.getByRole('button', { name: 'Terminal 1' }).click();
  await other.locator('[data-terminal="connected"]').waitFor();
  await page.bringToFront();
  await type('echo lost');
  await page.getByText('written to elsewhere').waitFor();
  await button('Write here').click();
  await connected();
  await type('echo mine > ~/whose');
  await until('the line', async () => (await file('whose')) === 'mine\n');
  await until('the other page to see it', async () => (await textOf(other)).includes('echo mine'));
  await other.close();
});

test('the keyboard leaves it by Shift + Esc', async () => {
  await page.getByRole('textbox', { name: /^Terminal/ }).focus();
  await page.keyboard.press('Tab');
  await page.getByRole('textbox', { name: /^Terminal/, includeHidden: true }).waitFor();
  await page.keyboard.press('Shift+Escape');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Terminal 1');
});

test('its colours are those of the page, in both themes', async () => {
  await type('clear; ls --color=always /');
  await picture(page, 'terminal-light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.locator('html.dark').waitFor();
  await picture(page, 'terminal-dark');
  expect(await inaccessible(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
});

test('closed, its program runs on; ended, it is gone', async () => {
  await button('Close the terminal').click();
  await page.getByText('Choose one to go on').waitFor();
  expect(await running()).toHaveLength(1);
  await button('Terminal 1').click();
  await button('End program').click();
  await page.getByRole('dialog').getByRole('button', { name: 'End program' }).click();
  await page.getByText('No terminal runs').waitFor();
  expect(await running()).toEqual([]);
});

test('a program that ends by itself says how', async () => {
  await button('New terminal').click();
  await connected();
  await type('exit 3');
  await page.getByText('The program has ended: exit code 3.').waitFor();
  // A gateway that was killed leaves requests without an answer.
  const others = faults.filter((fault) => !/WebSocket|code: 1006|status of 503/.test(fault));
  expect(others).toEqual([]);
});

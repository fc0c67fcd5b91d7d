import type { Desktop } from 'cyberdesk';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, openContext, picture, signIn, watch } from '../support/browser.ts';
import { signUp, type Person } from '../support/stack.ts';
import { until } from '../support/until.ts';

/** The demo agent opens a page and types, a person takes over, the agent is refused and goes on when handed back. */
const task = 'Say hello from Cyberdesk';
let person: Person;
let desktop: Desktop;
let browser: Browser;
let page: Page;
let faults: string[];

beforeAll(async () => {
  person = await signUp();
  desktop = await person.client.desktops.create({ name: 'Playground', wait: true });
  browser = await openBrowser();
  page = await (await openContext(browser)).newPage();
  faults = watch(page);
  await signIn(page, person.email, '/playground');
});
afterAll(async () => {
  await browser?.close();
  await desktop?.delete().catch(() => undefined);
});

const step = (name: string) => page.locator(`figure[data-step="${name}"]`);
const windows = async (): Promise<string> => (await desktop.run(['wmctrl', '-l'])).stdout;

test('the desktop is live beside the conversation', async () => {
  await page.locator('[data-live="connected"] canvas').waitFor({ timeout: 60_000 });
});

test('a person takes over while the agent works: the agent is refused and says so', async () => {
  await page.getByLabel('What the agent should do').fill(task);
  await page.getByRole('button', { name: 'Send' }).click();
  await step('screenshot').first().getByRole('img').waitFor({ timeout: 60_000 });
  await page.getByText('An agent acts; your input is ignored').waitFor();
  await page.getByRole('button', { name: 'Take control' }).click();
  await page.getByText('Only you act').waitFor();
  await page.getByText('so I stop here').waitFor({ timeout: 120_000 });
  const { holder } = await person.client.resources.control.get(desktop.id);
  expect(holder?.type).toBe('human');
  await picture(page, 'playground-taken-over');
});

test('handed back, it opens the page and types the task into it', async () => {
  await page.getByRole('button', { name: 'Give back control' }).click();
  await page.getByText('Done: the page is open').waitFor({ timeout: 240_000 });
  expect(await windows()).toContain('Cyberdesk demo');
  await step('type').getByRole('img').waitFor();
  await picture(page, 'playground-done');
});

test('what was typed arrived in the page inside the desktop', async () => {
  // The page shows in its title what its text field holds.
  await until('the text', async () => (await windows()).includes(`You asked: ${task}`)).catch(
    async () => expect(await windows()).toContain(`You asked: ${task}`),
  );
});

test('the agent can be stopped, and gives the control back', async () => {
  await page.getByLabel('What the agent should do').fill('Again');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByRole('button', { name: 'Stop the agent' }).click();
  await page.getByRole('button', { name: 'Send' }).waitFor();
  await until('the control to be free', async () => {
    const { held } = await person.client.resources.control.get(desktop.id);
    return !held;
  });
});

test('a turn without a session, or from another site, is refused', async () => {
  const context = await openContext(browser);
  const send = (headers: Record<string, string>) =>
    context.request.post('/playground/turn', { headers, data: {} });
  const origin = new URL(page.url()).origin;
  expect((await send({ origin })).status()).toBe(401);
  expect((await send({ origin: 'https://evil.example' })).status()).toBe(403);
  expect(
    (await page.request.post('/playground/turn', { headers: { origin }, data: {} })).status(),
  ).toBe(400);
});

test('nothing of the page failed or left the machine', () => {
  // A refused turn is an answer; the browser writes it to the console all the same.
  expect(faults.filter((fault) => !fault.includes('status of 4'))).toEqual([]);
});

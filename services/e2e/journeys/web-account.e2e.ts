import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, openContext, signIn } from '../support/browser.ts';
import { PASSWORD, signUp, stateFolder, webUrl } from '../support/stack.ts';
import { until } from '../support/until.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const newEmail = (): string =>
  `web-${Date.now()}-${Math.random().toString(36).slice(2)}@example.com`;
const freshPage = async (): Promise<Page> => (await openContext(browser)).newPage();

const signUpByForm = async (page: Page, email: string, next = '/desktops'): Promise<void> => {
  await page.goto(`/sign-up?next=${encodeURIComponent(next)}`);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Make the account' }).click();
  await page.waitForURL(`**${next}`);
};

/** The link of the newest mail to an address. */
const mailTo = async (email: string): Promise<string> => {
  const folder = join(stateFolder(), 'outbox');
  const find = (): string | undefined =>
    readdirSync(folder)
      .sort()
      .map(
        (file) =>
          JSON.parse(readFileSync(join(folder, file), 'utf8')) as { to: string; link: string },
      )
      .findLast(({ to }) => to === email)?.link;
  await until('the mail', () => Promise.resolve(find() !== undefined));
  return find() ?? '';
};

test('a person signs up, signs out, and is led back to where they wanted to go', async () => {
  const page = await freshPage();
  const email = newEmail();
  await page.goto('/keys');
  expect(new URL(page.url()).search).toBe('?next=%2Fkeys');
  await page.getByRole('link', { name: 'Make an account' }).click();
  await page.waitForURL('**/sign-up?*');
  await signUpByForm(page, email, '/keys');
  await page.getByRole('button', { name: email }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL(`${webUrl()}/`);
  expect(await page.context().cookies()).toEqual([]);
  await page.goto('/usage');
  await page.waitForURL('**/sign-in?next=%2Fusage');
});

test('a session that was ended elsewhere is ended here', async () => {
  const [here, there] = [await freshPage(), await freshPage()];
  const email = newEmail();
  await signUpByForm(here, email);
  await signIn(there, email, '/account');
  await there.getByLabel('New password').fill('another correct horse');
  await there.getByRole('button', { name: 'Change the password' }).click();
  await there.getByText('Your password is changed').waitFor();
  // The access token still lives for minutes; what renews it does not.
  const [cookie] = await here.context().cookies();
  const session = JSON.parse(
    Buffer.from((cookie?.value ?? '').replace('base64-', ''), 'base64url').toString(),
  ) as object;
  const expired = Buffer.from(JSON.stringify({ ...session, expires_at: 1 })).toString('base64url');
  await forget(here);
  await here
    .context()
    .addCookies([{ name: cookie?.name ?? '', value: `base64-${expired}`, url: webUrl() }]);
  await here.goto('/keys');
  await here.waitForURL('**/sign-in?next=%2Fkeys');
});

test('a forgotten password is replaced by the link of a mail, once', async () => {
  const page = await freshPage();
  const email = newEmail();
  await signUpByForm(page, email);
  await forget(page);
  await page.goto('/reset-password');
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('button', { name: 'Send the link' }).click();
  await page.getByRole('status').filter({ hasText: email }).waitFor();
  const link = await mailTo(email);
  const stranger = await freshPage();
  await stranger.goto(link);
  await stranger.waitForURL('**/sign-in?problem=link');
  await page.goto(link);
  await page.waitForURL('**/new-password');
  await page.getByLabel('New password').fill('a quite new password');
  await page.getByRole('button', { name: 'Change the password' }).click();
  await page.getByText('Your password is changed').waitFor();
  await forget(page);
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill('a quite new password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/desktops');
});

test('what is wrong is said beside the field, and what was typed stays', async () => {
  const page = await freshPage();
  await page.goto('/sign-up');
  await page.getByLabel('E-mail').fill('nobody');
  await page.getByLabel('Password', { exact: true }).fill('short');
  await page.getByRole('button', { name: 'Make the account' }).click();
  await page.getByText('Enter an e-mail address').waitFor();
  await page.getByText('Use at least 8 characters').waitFor();
  expect(await page.getByLabel('E-mail').inputValue()).toBe('nobody');
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(newEmail());
  await page.getByLabel('Password', { exact: true }).fill('wrong password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').filter({ hasText: 'do not match' }).waitFor();
});

test('signing in needs no JavaScript', async () => {
  const { email } = await signUp();
  const context = await browser.newContext({ baseURL: webUrl(), javaScriptEnabled: false });
  const page = await context.newPage();
  await signIn(page, email, '/account');
  await page.getByText(`You are signed in as ${email}`).waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL(`${webUrl()}/`);
  expect(await context.cookies()).toEqual([]);
});

/** Loses the session. The page is left first: it would notice, and go to sign in while the test goes elsewhere. */
const forget = async (page: Page): Promise<void> => {
  await page.goto('about:blank');
  await page.context().clearCookies();
};

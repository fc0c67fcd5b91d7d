import { globSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, openContext, signIn } from '../support/browser.ts';
import { PASSWORD, signUp, stack, webUrl, type Person } from '../support/stack.ts';
import { until } from '../support/until.ts';
import {
  linkedPaths,
  privateHandlers,
  privatePaths,
  publicHandlers,
  webPages,
} from '../support/web-pages.ts';

let browser: Browser;
let context: BrowserContext;
let person: Person;
let cookie: string;

beforeAll(async () => {
  browser = await openBrowser();
  context = await openContext(browser);
  person = await signUp();
  await signIn(await context.newPage(), person.email);
  cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
});
afterAll(() => browser.close());

const privatePages = webPages.filter(({ isPrivate }) => isPrivate).map(({ path }) => path);
const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(new URL(path, webUrl()), { headers, redirect: 'manual' });
/** The router asks under an address of its own, to which the server sends it first. */
const getPage = async (path: string, headers: Record<string, string>): Promise<Response> => {
  const response = await get(path, headers);
  const location = response.headers.get('location') ?? '';
  return location.startsWith(`${path}?_rsc`) ? get(location, headers) : response;
};
const own = (): Record<string, string> => ({ origin: webUrl() });

/** The documentation and what is made of it is for everybody; its own tests visit each page. */
const isDocs = (path: string): boolean => /^\/(docs|llms|api)/.test(path);

const app = join(import.meta.dirname, '../../../web/src/app');

/** Addresses of what Next serves from files of this name; of what has parameters, the part before them. */
const served = (file: string): string[] =>
  globSync(`**/${file}`, { cwd: app })
    .map((path) => `/${path.replace(/\([^)]*\)\//g, '').replace(/\/?(\[.*)?[^/]*$/, '')}`)
    .sort();

test('every route handler and every page is in the lists that are checked here', () => {
  const handlers = new Set([...privateHandlers.map(({ path }) => path), ...publicHandlers]);
  expect(served('route.{ts,tsx}').filter((path) => !handlers.has(path) && !isDocs(path))).toEqual(
    [],
  );
  const pages = new Set([...webPages.map(({ path }) => path), ...linkedPaths]);
  expect(served('page.tsx').filter((path) => !pages.has(path) && !isDocs(path))).toEqual([]);
});

/** Headers by which older servers were talked out of their own checks. */
const tricks: Record<string, string>[] = [
  {},
  { 'x-middleware-subrequest': 'middleware:middleware:middleware:middleware:middleware' },
  { 'x-middleware-subrequest': 'src/proxy:src/proxy:src/proxy:src/proxy:src/proxy' },
  { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
  { 'x-middleware-next': '1', 'x-middleware-rewrite': '/desktops' },
  { 'x-pathname': '/', 'x-nonce': 'mine' },
  { rsc: '1' },
  { cookie: 'sb-127-auth-token=base64-eyJhY2Nlc3NfdG9rZW4iOiJ4In0' },
];

test.each(
  [...privatePages, ...privatePaths].flatMap((path) =>
    tricks.map((headers) => ({ path, headers })),
  ),
)('$path leads to the sign-in without a session, with $headers', async ({ path, headers }) => {
  const response = await getPage(path, headers);
  // A page is answered with a redirect, its data for the router with an instruction to go there.
  const answer = `${response.headers.get('location')} ${await response.text()}`;
  expect(answer).toContain(`/sign-in?next=${encodeURIComponent(path)}`);
  expect(answer).not.toContain(person.email);
  expect(response.status).toBe('rsc' in headers ? 200 : 307);
});

test.each(privateHandlers.flatMap((each) => tricks.map((headers) => ({ ...each, headers }))))(
  '$method $path is refused without a session, with $headers',
  async ({ method, path, headers }) => {
    const url = new URL(path, webUrl());
    const response = await fetch(url, { method, headers: { ...own(), ...headers } });
    expect(response.status).toBe(401);
    expect(await response.text()).not.toContain('ey');
  },
);

test.each(
  privateHandlers.flatMap((each) =>
    ['https://evil.example', 'null', ''].map((origin) => ({ ...each, origin })),
  ),
)(
  '$method $path is refused to the origin "$origin", whoever is signed in',
  async ({ method, path, origin }) => {
    const headers = { cookie, ...(origin ? { origin } : {}), 'sec-fetch-site': 'cross-site' };
    const response = await fetch(new URL(path, webUrl()), { method, headers });
    expect(response.status).toBe(403);
  },
);

test('the session gives its own pages a token that the API takes, and no cache keeps it', async () => {
  const response = await get('/session', { ...own(), cookie });
  expect(response.status).toBe(200);
  expect(response.headers.get('cache-control')).toContain('no-store');
  const { accessToken } = (await response.json()) as { accessToken: string };
  const me = await fetch(new URL('/v1/me', stack().api.url), {
    headers: { authorization: `Bearer ${accessToken}` },
  });
  expect(await me.json()).toMatchObject({ email: person.email });
});

test('a session whose token was tampered with is none', async () => {
  const { value = '' } = (await context.cookies())[0] ?? {};
  const session = JSON.parse(
    Buffer.from(value.replace('base64-', ''), 'base64url').toString(),
  ) as Record<string, unknown>;
  const [header, , signature] = String(session['access_token']).split('.');
  const claims = Buffer.from(JSON.stringify({ sub: 'x', email: 'boss@example.com', exp: 9e9 }));
  session['access_token'] = [header, claims.toString('base64url'), signature].join('.');
  const forged = `base64-${Buffer.from(JSON.stringify(session)).toString('base64url')}`;
  const name = (await context.cookies())[0]?.name ?? '';
  const response = await get('/session', { ...own(), cookie: `${name}=${forged}` });
  expect(response.status).toBe(401);
});

test('no script can read the cookies of the session, and no other site sends them', async () => {
  const cookies = await context.cookies();
  expect(cookies.length).toBeGreaterThan(0);
  for (const each of cookies) expect(each).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
});

test.each(webPages)('a write to $path from another site is refused', async ({ path }) => {
  for (const origin of ['https://evil.example', 'null', undefined]) {
    const response = await fetch(new URL(path, webUrl()), {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie, 'next-action': '0'.repeat(42), ...(origin ? { origin } : {}) },
      body: '[]',
    });
    expect(response.status).toBe(403);
  }
});

test('a captured change of the password does nothing without a session or from another site', async () => {
  const page = await context.newPage();
  await page.goto('/account');
  const sent = page.waitForRequest((request) => request.method() === 'POST');
  // Refused as being the present one: the form is sent, and nothing changes.
  await page.getByLabel('New password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Change the password' }).click();
  const request = await sent;
  await page.getByRole('alert').waitFor();
  const { cookie: _, ...headers } = await request.allHeaders();
  const bare = Object.entries(headers).filter(([name]) => !/^(:|host|content-length)/.test(name));
  const body = (request.postDataBuffer() ?? Buffer.alloc(0))
    .toString()
    .replaceAll(PASSWORD, 'a new password');
  const replay = (extra: Record<string, string>): Promise<Response> =>
    fetch(request.url(), {
      method: 'POST',
      redirect: 'manual',
      headers: { ...Object.fromEntries(bare), ...extra },
      body,
    });
  const signedOut = await replay({});
  expect(
    `${signedOut.headers.get('x-action-redirect')} ${signedOut.headers.get('location')}`,
  ).toContain('/sign-in');
  expect((await replay({ cookie, origin: 'https://evil.example' })).status).toBe(403);
  await page.close();
  await signIn(await (await openContext(browser)).newPage(), person.email);
});

test.each(['https://evil.example', '//evil.example', '/\\evil.example', '/%09/evil.example'])(
  'signing in never leads to %s',
  async (next) => {
    const response = await get(`/sign-in?next=${encodeURIComponent(next)}`, { cookie });
    expect(new URL(response.headers.get('location') ?? '', webUrl()).origin).toBe(webUrl());
    const confirmed = await get(`/auth/confirm?code=x&next=${encodeURIComponent(next)}`);
    expect(confirmed.headers.get('location')).toBe('/sign-in?problem=link');
  },
);

test.each(webPages)('$path has the headers of a page', async ({ path }) => {
  const [one, other] = [await get(path, { cookie }), await get(path, { cookie })];
  const policy = one.headers.get('content-security-policy') ?? '';
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
  expect(policy).toContain(`script-src 'self' 'nonce-${nonce}' 'strict-dynamic';`);
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).toContain(
    `connect-src 'self' ${stack().api.url} ${stack().gateway.publicUrl} ${stack().gateway.publicUrl.replace('http', 'ws')};`,
  );
  expect(policy).not.toMatch(/script-src[^;]*unsafe-(inline|eval)/);
  expect(other.headers.get('content-security-policy')).not.toContain(nonce);
  expect(Object.fromEntries(one.headers)).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'permissions-policy': expect.stringContaining('camera=()'),
    'cross-origin-opener-policy': 'same-origin',
  });
  expect(one.headers.get('x-powered-by')).toBeNull();
});

test('the policy blocks scripts that were injected into the page, and an event handler too', async () => {
  const page = await (await openContext(browser)).newPage();
  const blocked: string[] = [];
  page.on('console', (message) => blocked.push(message.text()));
  await page.route('**/sign-up', async (route) => {
    const response = await route.fetch();
    const injected =
      '<body><script>window.injected = 1</script><script src="https://evil.example/x.js"></script><img src="/none.png" onerror="window.injected = 2">';
    const body = (await response.text()).replace(/<body[^>]*>/, injected);
    await route.fulfill({ response, body });
  });
  await page.goto('/sign-up');
  await page.getByRole('heading', { name: 'Make an account' }).waitFor();
  await until(
    'three refusals',
    () => blocked.filter((text) => text.includes('Content Security Policy')).length >= 3,
  );
  expect(await page.evaluate(() => 'injected' in window)).toBe(false);
});

test('no script that is served holds an address or a key of this environment', async () => {
  const page = await context.newPage();
  const scripts = new Map<string, Promise<string>>();
  page.on('response', (response) => {
    const url = response.url();
    if (url.endsWith('.js'))
      scripts.set(
        url,
        fetch(url).then((again) => again.text()),
      );
  });
  for (const { path } of webPages) await page.goto(path);
  const texts = (await Promise.all(scripts.values())).join('\n');
  await page.close();
  expect(scripts.size).toBeGreaterThan(5);
  for (const secret of [
    stack().auth.publishableKey,
    stack().api.key,
    stack().auth.url,
    'AUTH_PUBLISHABLE_KEY',
  ])
    expect(texts).not.toContain(secret);
});

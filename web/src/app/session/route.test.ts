import { beforeEach, expect, test, vi } from 'vitest';
import { accessToken, begin, environment, signedIn } from '@/testing/auth-server.ts';
import { GET } from './route.ts';

vi.mock('next/headers', () => import('@/testing/next.ts'));
beforeEach(begin);

const ask = (headers: Record<string, string> = { origin: environment.SITE_URL }) =>
  GET(new Request('http://site.test/session', { headers }));

test('without a session it is refused', async () => {
  const response = await ask();
  expect(response.status).toBe(401);
  expect(response.headers.get('cache-control')).toBe('no-store');
});

test('a page of this site gets the access token and where the API is', async () => {
  await signedIn();
  const response = await ask();
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(await response.json()).toMatchObject({
    accessToken: expect.stringMatching(/^ey/),
    apiUrl: environment.API_URL,
  });
});

test('a request that a browser made for the same page needs no Origin', async () => {
  await signedIn();
  expect((await ask({ 'sec-fetch-site': 'same-origin' })).status).toBe(200);
});

test.each([
  { origin: 'https://evil.example' },
  { origin: 'null' },
  { origin: 'http://site.test.evil.example' },
  { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
  {},
])('another page with %j is refused, whoever is signed in', async (headers) => {
  await signedIn();
  const response = await ask(headers as Record<string, string>);
  expect(response.status).toBe(403);
  expect(await response.text()).not.toContain('ey');
});

test('a token that the project did not sign is no session', async () => {
  const [header, , signature] = (await accessToken()).split('.');
  const claims = Buffer.from(JSON.stringify({ sub: 'boss', exp: 9e9 })).toString('base64url');
  await signedIn({ access_token: [header, claims, signature].join('.') });
  expect((await ask()).status).toBe(401);
});

import { NextRequest } from 'next/server';
import { beforeEach, expect, test } from 'vitest';
import { begin, environment } from '@/testing/auth-server.ts';
import { proxy } from './proxy.ts';

beforeEach(begin);

const ask = (method: string, headers: Record<string, string> = {}, path = '/keys?a=1') =>
  proxy(new NextRequest(`http://site.test${path}`, { method, headers }));
const nonceOf = (response: Response): string | undefined =>
  /'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1];

test('each answer has a nonce of its own, and the page is told it', async () => {
  const [one, other] = [await ask('GET'), await ask('GET')];
  expect(nonceOf(one)).not.toBe(nonceOf(other));
  expect(one.headers.get('x-middleware-request-x-nonce')).toBe(nonceOf(one));
});

test('what a client says of nonce and path is not believed', async () => {
  const response = await ask('GET', { 'x-nonce': 'mine', 'x-pathname': '//evil.example' });
  expect(response.headers.get('x-middleware-request-x-nonce')).not.toBe('mine');
  expect(response.headers.get('x-middleware-request-x-pathname')).toBe('/keys?a=1');
});

test.each(['POST', 'PUT', 'PATCH', 'DELETE'])('%s from another site is refused', async (method) => {
  for (const origin of ['https://evil.example', 'null', undefined]) {
    const response = await ask(method, origin ? { origin } : {});
    expect(response.status).toBe(403);
    expect(nonceOf(response)).toBeDefined();
  }
});

test('a write of its own page passes', async () => {
  expect((await ask('POST', { origin: environment.SITE_URL })).status).toBe(200);
});

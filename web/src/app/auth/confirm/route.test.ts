import { NextRequest } from 'next/server';
import { beforeEach, expect, test, vi } from 'vitest';
import { answers, asked, begin } from '@/testing/auth-server.ts';
import { jar, redirectOf } from '@/testing/next.ts';
import { GET } from './route.ts';

vi.mock('next/headers', () => import('@/testing/next.ts'));
vi.mock('next/navigation', () => import('@/testing/next.ts'));
beforeEach(begin);

const follow = (query: string) =>
  redirectOf(GET(new NextRequest(`http://site.test/auth/confirm?${query}`)));

test('a code of this browser becomes a session', async () => {
  jar.set('sb-auth-auth-token-code-verifier', 'base64-' + btoa('"verifier"'));
  expect(await follow('code=abc&next=%2Fnew-password')).toBe('/new-password');
  expect(asked).toContain('POST /token?grant_type=pkce');
  expect(jar.has('sb-auth-auth-token')).toBe(true);
});

test('a code that another browser asked for does not', async () => {
  expect(await follow('code=abc')).toBe('/sign-in?problem=link');
  expect(jar.size).toBe(0);
});

test('a token of a mail becomes a session', async () => {
  expect(await follow('token_hash=abc&type=signup')).toBe('/desktops');
});

test.each(['', 'token_hash=abc&type=sms', 'type=signup'])(
  '%j leads to the sign-in',
  async (query) => {
    expect(await follow(query)).toBe('/sign-in?problem=link');
    expect(asked).toEqual([]);
  },
);

test('a used link leads to the sign-in, and never to another site', async () => {
  expect(await follow('token_hash=abc&next=https%3A%2F%2Fevil.example')).toBe('/desktops');
  answers.set('POST /verify', () =>
    Response.json({ code: 403, error_code: 'otp_expired', msg: 'expired' }, { status: 403 }),
  );
  expect(await follow('token_hash=abc')).toBe('/sign-in?problem=link');
});

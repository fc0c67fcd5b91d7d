import { afterEach, expect, test, vi } from 'vitest';
import { SignedOutError, TokenSource } from './token.ts';

afterEach(() => void vi.unstubAllGlobals());

const answering = (...answers: (() => Response)[]) => {
  const fetch = vi.fn<() => Promise<Response>>(() =>
    Promise.resolve((answers.length > 1 ? answers.shift() : answers[0])?.() ?? Response.error()),
  );
  vi.stubGlobal('fetch', fetch);
  return fetch;
};
const session = (accessToken: string, expiresAt: number) => () =>
  Response.json({ accessToken, expiresAt, apiUrl: 'http://api.test' });

test('a token is kept until a minute before its end, and calls at once share one request', async () => {
  let now = 0;
  const fetch = answering(session('one', 300), session('two', 600));
  const tokens = new TokenSource(() => now);
  expect(await Promise.all([tokens.token(), tokens.token()])).toEqual(['one', 'one']);
  now = 239_000;
  expect(await tokens.token()).toBe('one');
  expect(fetch).toHaveBeenCalledTimes(1);
  now = 240_000;
  expect(await tokens.token()).toBe('two');
});

test('the end of a session is told apart from an outage, and asked again after it', async () => {
  answering(
    () => new Response(null, { status: 503 }),
    () => new Response(null, { status: 401 }),
  );
  const tokens = new TokenSource();
  await expect(tokens.token()).rejects.toThrow('could not be renewed');
  await expect(tokens.token()).rejects.toThrow(SignedOutError);
});

import { expect, test, vi } from 'vitest';
import { reusing } from './reuse.ts';

const asked = { audience: 'gateway', subject: 'org', ttlSeconds: 60, claims: { scopes: ['a'] } };

test('the same request has the same token for half its life', async () => {
  let [now, count] = [0, 0];
  const sign = reusing(
    () => Promise.resolve(`token ${(count += 1)}`),
    () => now,
  );
  expect(await sign(asked)).toBe('token 1');
  now = 29_999;
  expect(await sign(structuredClone(asked))).toBe('token 1');
  now = 30_001;
  expect(await sign(asked)).toBe('token 2');
});

test('whatever differs has a token of its own', async () => {
  const sign = reusing((request) => Promise.resolve(JSON.stringify(request)));
  const others = [
    { ...asked, subject: 'other' },
    { ...asked, audience: 'other' },
    { ...asked, claims: { scopes: ['a', 'b'] } },
  ];
  const tokens = await Promise.all([asked, ...others].map((request) => sign(request)));
  expect(new Set(tokens).size).toBe(4);
});

test('a failure is not kept', async () => {
  const failing = vi.fn<() => Promise<string>>().mockRejectedValueOnce(new Error('no key'));
  const sign = reusing(failing.mockResolvedValue('token'));
  await expect(sign(asked)).rejects.toThrow('no key');
  expect(await sign(asked)).toBe('token');
});

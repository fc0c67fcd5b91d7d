import { APIError } from 'cyberdesk';
import { expect, test } from 'vitest';
import { nameError, purposes, readKeyForm, scopesText, standing } from './key-form.ts';

const form = (values: Record<string, string>): FormData => {
  const data = new FormData();
  for (const [name, value] of Object.entries(values)) data.set(name, value);
  return data;
};

test('a key for everything names no scopes and no end', () => {
  expect(readKeyForm(form({ name: ' CI ', purpose: 'all', days: '0' }))).toEqual({ name: 'CI' });
});

test('a purpose is its scopes, a lifetime is a moment', () => {
  const wish = readKeyForm(form({ name: 'a', purpose: 'watch', days: '30' }), 0);
  expect(wish).toMatchObject({ expiresAt: '1970-01-31T00:00:00.000Z' });
  expect(wish.scopes).toContain('screen:read');
});

test('a key that only drives desktops makes no other keys', () => {
  const agent = purposes.find(({ value }) => value === 'agent');
  expect(agent?.scopes).not.toContain('keys:write');
  expect(agent?.scopes).not.toContain('*');
});

test('revoked goes before expired', () => {
  const past = new Date(1).toISOString();
  expect(standing({}, 10)).toBe('active');
  expect(standing({ expiresAt: past }, 10)).toBe('expired');
  expect(standing({ expiresAt: past, revokedAt: past }, 10)).toBe('revoked');
});

test('errors and scopes in words', () => {
  const errors = [{ pointer: '/name', message: 'too long' }];
  expect(nameError(new APIError(400, { errors }, new Headers()))).toBe('too long');
  expect(nameError(new Error('no'))).toBeUndefined();
  expect([scopesText(['*']), scopesText(['a:read', 'b:read'])]).toEqual([
    'everything',
    'a:read, b:read',
  ]);
});

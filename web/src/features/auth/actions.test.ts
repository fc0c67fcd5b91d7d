import { beforeEach, expect, test, vi } from 'vitest';
import { answers, asked, begin, person, signedIn } from '@/testing/auth-server.ts';
import { jar, redirectOf, sent } from '@/testing/next.ts';
import { changePassword, requestReset, signIn, signOut, signUp } from './actions.ts';

vi.mock('next/headers', () => import('@/testing/next.ts'));
vi.mock('next/navigation', () => import('@/testing/next.ts'));
beforeEach(begin);

const form = (fields: Record<string, string>): FormData => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
};
const refusal = (status: number, code: string) => () =>
  Response.json({ code: status, error_code: code, msg: code }, { status });

test('signing in sets the cookie of the session and goes on to where the person wanted', async () => {
  expect(await redirectOf(signIn({}, form({ ...person, next: '/keys' })))).toBe('/keys');
  expect([...jar.keys()]).toEqual(['sb-auth-auth-token']);
});

test.each(['https://evil.example', '//evil.example', '/\\evil.example'])(
  'signing in with next=%s goes to the dashboard',
  async (next) => {
    expect(await redirectOf(signIn({}, form({ ...person, next })))).toBe('/desktops');
  },
);

test('a wrong password is said in plain words, and the address stays', async () => {
  answers.set('POST /token', refusal(400, 'invalid_credentials'));
  expect(await signIn({}, form(person))).toEqual({
    email: person.email,
    problem: expect.stringContaining('do not match'),
  });
  expect(jar.size).toBe(0);
});

test('an account whose address must be confirmed waits for its mail', async () => {
  answers.set('POST /signup', () => Response.json({ id: 'u1', email: person.email }));
  const state = await signUp({}, form({ ...person, next: '/usage' }));
  expect(state.done).toContain(person.email);
  const query = new URLSearchParams(asked.at(-1)?.split('?')[1]);
  expect(query.get('redirect_to')).toBe('http://site.test/auth/confirm?next=%2Fusage');
});

test('an account that needs no confirmation is signed in', async () => {
  expect(await redirectOf(signUp({}, form(person)))).toBe('/desktops');
});

test.each([
  [{ email: 'nobody', password: 'correct horse' }, 'email'],
  [{ email: person.email, password: 'short' }, 'password'],
  [{ email: person.email, password: 'ü'.repeat(40) }, 'password'],
])('%j is refused before anybody is asked', async (fields, wrong) => {
  const { errors } = await signUp({}, form(fields));
  expect(errors).toMatchObject({ [wrong]: expect.any(String) });
  expect(asked).toEqual([]);
});

test('a reset answers the same for an unknown address', async () => {
  const state = await requestReset({}, form({ email: 'unknown@example.com' }));
  expect(state.done).toContain('If unknown@example.com has an account');
});

test('the password is changed for who is signed in, and for nobody else', async () => {
  const data = form({ password: 'another horse' });
  expect(await redirectOf(changePassword({}, data))).toBe('/sign-in?next=%2Fnew-password');
  expect(asked.filter((each) => each.startsWith('PUT'))).toEqual([]);
  await signedIn();
  expect((await changePassword({}, data)).done).toContain('changed');
});

test('signing out ends the session and removes its cookie', async () => {
  await signedIn();
  expect(await redirectOf(signOut())).toBe('/');
  expect(asked).toContain('POST /logout?scope=local');
  expect(jar.size).toBe(0);
});

test.each(['https://evil.example', 'null', undefined])(
  'a form of %s does nothing',
  async (origin) => {
    await signedIn();
    sent.delete('origin');
    if (origin) sent.set('origin', origin);
    const data = form({ ...person, password: 'another horse' });
    const actions = [signIn, signUp, requestReset, changePassword].map((action) =>
      action({}, data),
    );
    for (const outcome of [...actions, signOut()])
      await expect(outcome).rejects.toThrow('another site');
    expect(asked).toEqual([]);
    expect(jar.size).toBe(1);
  },
);

test('an outage is told as such', async () => {
  answers.set('POST /token', () => new Response('', { status: 503 }));
  expect((await signIn({}, form(person))).problem).toContain('Try again in a minute');
});

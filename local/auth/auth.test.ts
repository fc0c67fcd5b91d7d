import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { createRemoteJWKSet, exportJWK, generateKeyPair, jwtVerify } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../postgres/testing.ts';
import { createApp } from './app.ts';
import { AuthStore } from './store.ts';

let database: TestDatabase;
let store: AuthStore;
let url: string;
let server: ReturnType<typeof serve>;
const folder = mkdtempSync(join(tmpdir(), 'cyberdesk-auth-'));
const config = {
  host: '',
  port: 0,
  databaseUrl: '',
  signingKeyFile: join(folder, 'key.json'),
  publishableKey: 'sb_publishable_x',
  outbox: join(folder, 'outbox'),
  publicUrl: '',
  confirmEmail: false,
  reuseSeconds: 0,
};

beforeAll(async () => {
  database = await startTestDatabase();
  store = new AuthStore(database.authUrl);
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  writeFileSync(
    config.signingKeyFile,
    JSON.stringify({ ...(await exportJWK(privateKey)), kid: 'auth-1' }),
  );
  await new Promise<void>((resolve) => {
    server = serve(
      {
        fetch: (request) => createApp(config, store).fetch(request),
        hostname: '127.0.0.1',
        port: 0,
      },
      () => resolve(),
    );
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  config.publicUrl = url;
});
afterAll(async () => {
  server.close();
  await store.close();
  await database.stop();
});

const client = (
  key = 'sb_publishable_x',
  flowType: 'implicit' | 'pkce' = 'implicit',
): SupabaseClient =>
  createClient(url, key, { auth: { persistSession: false, autoRefreshToken: false, flowType } });
const lastMail = (): { to: string; link: string } => {
  const newest = readdirSync(join(folder, 'outbox')).sort().at(-1) ?? '';
  return JSON.parse(readFileSync(join(folder, 'outbox', newest), 'utf8')) as never;
};
let count = 0;
const person = () => ({ email: `p${(count += 1)}@example.com`, password: 'correct horse' });

test('sign up, sign in, read the user, sign out', async () => {
  const credentials = person();
  const supabase = client();
  const signedUp = await supabase.auth.signUp({
    ...credentials,
    options: { data: { name: 'Ada' } },
  });
  expect(signedUp.error).toBeNull();
  expect(signedUp.data.session?.user.user_metadata).toEqual({ name: 'Ada' });
  const signedIn = await client().auth.signInWithPassword(credentials);
  expect(signedIn.data.user?.email).toBe(credentials.email);
  expect((await supabase.auth.getUser()).data.user?.email).toBe(credentials.email);
  const token = signedUp.data.session?.access_token ?? '';
  expect((await supabase.auth.signOut()).error).toBeNull();
  expect((await client().auth.getUser(token)).error?.status).toBe(403);
});

test('the access token verifies by the published keys', async () => {
  const { data } = await client().auth.signUp(person());
  const keys = createRemoteJWKSet(new URL(`${url}/auth/v1/.well-known/jwks.json`));
  const { payload } = await jwtVerify(data.session?.access_token ?? '', keys, {
    issuer: `${url}/auth/v1`,
    audience: 'authenticated',
  });
  expect(payload).toMatchObject({
    sub: data.user?.id,
    role: 'authenticated',
    email: data.user?.email,
  });
});

test('a wrong password, a taken address, a weak password and a bad address are refused', async () => {
  const credentials = person();
  await client().auth.signUp(credentials);
  const wrong = await client().auth.signInWithPassword({
    ...credentials,
    password: 'wrong password',
  });
  expect(wrong.error).toMatchObject({ status: 400, code: 'invalid_credentials' });
  expect((await client().auth.signUp(credentials)).error?.code).toBe('user_already_exists');
  expect((await client().auth.signUp({ ...person(), password: 'short' })).error?.code).toBe(
    'weak_password',
  );
  expect(
    (await client().auth.signUp({ email: 'nobody', password: 'correct horse' })).error?.code,
  ).toBe('validation_failed');
});

test('a wrong publishable key is refused', async () => {
  expect((await client('sb_publishable_y').auth.signUp(person())).error?.status).toBe(401);
});

test('a refresh token works once, and its second use ends the session', async () => {
  const { data } = await client().auth.signUp(person());
  const first = data.session?.refresh_token ?? '';
  const renewed = await client().auth.refreshSession({ refresh_token: first });
  expect(renewed.data.session?.refresh_token).not.toBe(first);
  expect((await client().auth.refreshSession({ refresh_token: first })).error?.code).toBe(
    'refresh_token_not_found',
  );
  const second = renewed.data.session?.refresh_token ?? '';
  expect((await client().auth.refreshSession({ refresh_token: second })).error).not.toBeNull();
});

test('a password is reset by the mail in the outbox', async () => {
  const credentials = person();
  const signedUp = await client().auth.signUp(credentials);
  expect((await client().auth.resetPasswordForEmail('unknown@example.com')).error).toBeNull();
  await client().auth.resetPasswordForEmail(credentials.email, {
    redirectTo: 'http://localhost/reset',
  });
  const mail = lastMail();
  expect(mail.to).toBe(credentials.email);
  const before = signedUp.data.session?.access_token ?? '';
  const supabase = client();
  const token_hash = new URL(mail.link).searchParams.get('token_hash') ?? '';
  expect((await supabase.auth.verifyOtp({ type: 'recovery', token_hash })).error).toBeNull();
  expect((await supabase.auth.updateUser({ password: credentials.password })).error?.code).toBe(
    'same_password',
  );
  expect((await supabase.auth.updateUser({ password: 'a new password' })).error).toBeNull();
  expect((await client().auth.getUser(before)).error?.status).toBe(403);
  expect((await client().auth.verifyOtp({ type: 'recovery', token_hash })).error?.code).toBe(
    'otp_expired',
  );
  expect((await client().auth.signInWithPassword(credentials)).error).not.toBeNull();
  expect(
    (await client().auth.signInWithPassword({ ...credentials, password: 'a new password' })).error,
  ).toBeNull();
});

test('with PKCE the mail carries a code that only its own browser can use', async () => {
  const credentials = person();
  await client().auth.signUp(credentials);
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  const browser = createClient(url, 'sb_publishable_x', {
    auth: { autoRefreshToken: false, flowType: 'pkce', storage },
  });
  const ask = async (): Promise<string> => {
    await browser.auth.resetPasswordForEmail(credentials.email, {
      redirectTo: 'http://localhost:3000/reset',
    });
    return new URL(lastMail().link).searchParams.get('code') ?? '';
  };
  const stolen = await ask();
  const thief = await fetch(`${url}/auth/v1/token?grant_type=pkce`, {
    method: 'POST',
    headers: { apikey: 'sb_publishable_x' },
    body: JSON.stringify({ auth_code: stolen, code_verifier: 'another' }),
  });
  expect(thief.status).toBe(403);
  const exchanged = await browser.auth.exchangeCodeForSession(await ask());
  expect(exchanged.data.user?.email).toBe(credentials.email);
});

test('a mail never leads away from this machine', async () => {
  const credentials = person();
  await client().auth.signUp(credentials);
  await client().auth.resetPasswordForEmail(credentials.email, {
    redirectTo: 'https://evil.test/',
  });
  expect(new URL(lastMail().link).origin).toBe(url);
});

test('signing out elsewhere leaves this session alone', async () => {
  const credentials = person();
  await client().auth.signUp(credentials);
  const [here, there] = [client(), client()];
  await here.auth.signInWithPassword(credentials);
  const other = await there.auth.signInWithPassword(credentials);
  expect((await here.auth.signOut({ scope: 'others' })).error).toBeNull();
  expect((await here.auth.getUser()).error).toBeNull();
  expect((await client().auth.getUser(other.data.session?.access_token)).error?.status).toBe(403);
});

test.each([
  ['POST signup', '{', '400 bad_json'],
  ['POST signup', '{"email": {"a": 1}, "password": "long enough"}', '400 validation_failed'],
  ['POST signup', JSON.stringify({ email: 'a'.repeat(70_000) }), '413 request_too_large'],
  ['POST token?grant_type=magic', '{}', '400 unsupported_grant_type'],
  ['POST verify', '{"type": "sms", "token": "x"}', '400 validation_failed'],
  ['GET authorize?provider=github', undefined, '400 validation_failed'],
  ['GET user', undefined, '403 bad_jwt'],
  ['POST otp', '{}', '404 not_found'],
])('%s is refused with a code', async (request, body, expected) => {
  const [method = '', path = ''] = request.split(' ');
  const headers = { apikey: 'sb_publishable_x' };
  const response = await fetch(`${url}/auth/v1/${path}`, { method, headers, body: body ?? null });
  const { error_code } = (await response.json()) as { error_code: string };
  expect(`${response.status} ${error_code}`).toBe(expected);
});

test('within ten seconds a second tab may use the same refresh token', async () => {
  const { data } = await client().auth.signUp(person());
  config.reuseSeconds = 10;
  const refresh_token = data.session?.refresh_token ?? '';
  const both = await Promise.all([1, 2].map(() => client().auth.refreshSession({ refresh_token })));
  config.reuseSeconds = 0;
  expect(both.map(({ error }) => error)).toEqual([null, null]);
});

const withConfirmation = async (work: () => Promise<void>): Promise<void> => {
  config.confirmEmail = true;
  await work().finally(() => (config.confirmEmail = false));
};

test('where addresses are confirmed, an account signs in after its link was followed', () =>
  withConfirmation(async () => {
    const credentials = person();
    const redirect = { emailRedirectTo: 'http://127.0.0.1:3000/auth/confirm?next=%2Fkeys' };
    const signedUp = await client().auth.signUp({ ...credentials, options: redirect });
    expect(signedUp).toMatchObject({ error: null, data: { session: null } });
    const early = await client().auth.signInWithPassword(credentials);
    expect(early.error?.code).toBe('email_not_confirmed');
    const { searchParams } = new URL(lastMail().link);
    expect(searchParams.get('next')).toBe('/keys');
    const token_hash = searchParams.get('token_hash') ?? '';
    const wrong = await client().auth.verifyOtp({ type: 'recovery', token_hash });
    expect(wrong.error?.code).toBe('otp_expired');
    const verified = await client().auth.verifyOtp({ type: 'signup', token_hash });
    expect(verified.data.user?.email_confirmed_at).toBeTruthy();
    expect((await client().auth.signInWithPassword(credentials)).error).toBeNull();
  }));

test('where addresses are confirmed, nobody learns which are taken, and a link is sent anew', () =>
  withConfirmation(async () => {
    const credentials = person();
    const first = await client().auth.signUp(credentials);
    const link = lastMail().link;
    const resent = await client().auth.resend({ type: 'signup', email: credentials.email });
    expect(resent.error).toBeNull();
    expect(lastMail().link).not.toBe(link);
    const token_hash = new URL(lastMail().link).searchParams.get('token_hash') ?? '';
    await client().auth.verifyOtp({ type: 'signup', token_hash });
    const mails = readdirSync(join(folder, 'outbox')).length;
    const again = await client().auth.signUp({ ...credentials, password: 'another one' });
    expect(again).toMatchObject({ error: null, data: { session: null } });
    expect(again.data.user?.id).not.toBe(first.data.user?.id);
    await client().auth.resend({ type: 'signup', email: credentials.email });
    expect(readdirSync(join(folder, 'outbox'))).toHaveLength(mails);
    expect((await client().auth.signInWithPassword(credentials)).error).toBeNull();
  }));

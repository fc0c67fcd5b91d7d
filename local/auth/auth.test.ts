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

beforeAll(async () => {
  database = await startTestDatabase();
  store = new AuthStore(database.authUrl);
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const signingKeyFile = join(folder, 'key.json');
  writeFileSync(
    signingKeyFile,
    JSON.stringify({ ...(await exportJWK(privateKey)), kid: 'auth-1' }),
  );
  const config = {
    host: '',
    port: 0,
    databaseUrl: '',
    signingKeyFile,
    publishableKey: 'sb_publishable_x',
    outbox: join(folder, 'outbox'),
    publicUrl: '',
  };
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
  const mails = readdirSync(join(folder, 'outbox')).filter((file) =>
    file.includes(signedUp.data.user?.id ?? '?'),
  );
  const mail = JSON.parse(readFileSync(join(folder, 'outbox', mails[0] ?? ''), 'utf8')) as {
    link: string;
  };
  const supabase = client();
  const token_hash = new URL(mail.link).searchParams.get('token_hash') ?? '';
  expect((await supabase.auth.verifyOtp({ type: 'recovery', token_hash })).error).toBeNull();
  expect((await supabase.auth.updateUser({ password: 'a new password' })).error).toBeNull();
  expect((await client().auth.verifyOtp({ type: 'recovery', token_hash })).error?.code).toBe(
    'otp_expired',
  );
  expect((await client().auth.signInWithPassword(credentials)).error).not.toBeNull();
  expect(
    (await client().auth.signInWithPassword({ ...credentials, password: 'a new password' })).error,
  ).toBeNull();
});

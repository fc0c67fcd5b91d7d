import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { readState, stateDirectory, writeState } from '../state.ts';

/** A person and a key to try things with. */
export interface Demo {
  email: string;
  password: string;
  key: string;
}

/** Signs the demo person up and makes a key through the public API, once for each state. */
export const ensureDemo = async (
  urls: { auth: string; api: string },
  publishableKey: string,
): Promise<Demo> => {
  const known = readState<Demo>('demo.json');
  if (known && (await works(urls.api, known.key))) return known;
  const email = 'demo@example.com';
  const password = known?.password ?? randomBytes(9).toString('base64url');
  if (!known) writeState({ email, password, key: '' }, 'demo.json');
  const demo = {
    email,
    password,
    key: await createKey(urls.api, await signIn(urls.auth, publishableKey, { email, password })),
  };
  writeState(demo, 'demo.json');
  return demo;
};

const works = async (api: string, key: string): Promise<boolean> =>
  key !== '' && (await fetch(`${api}/v1/me`, { headers: { authorization: `Bearer ${key}` } })).ok;

const signIn = async (
  auth: string,
  publishableKey: string,
  credentials: { email: string; password: string },
): Promise<string> => {
  const supabase = createClient(auth, publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false },
  });
  const signedUp = await supabase.auth.signUp(credentials);
  if (signedUp.data.user && !signedUp.data.session) await confirm(supabase, credentials.email);
  const session =
    signedUp.data.session ?? (await supabase.auth.signInWithPassword(credentials)).data.session;
  if (!session) throw new Error(`The demo login could not be made: ${signedUp.error?.message}`);
  return session.access_token;
};

/** Follows the newest link that was mailed to the address, where addresses are to be confirmed. */
const confirm = async ({ auth }: SupabaseClient, email: string): Promise<void> => {
  const folder = stateDirectory('outbox');
  const mails = readdirSync(folder)
    .sort()
    .map((file) => readState<{ to: string; link: string }>('outbox', file));
  const link = mails.findLast((mail) => mail?.to === email)?.link;
  const token_hash = link && new URL(link).searchParams.get('token_hash');
  if (token_hash) await auth.verifyOtp({ type: 'signup', token_hash });
};

const createKey = async (api: string, accessToken: string): Promise<string> => {
  const response = await fetch(`${api}/v1/keys`, {
    method: 'POST',
    headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'demo' }),
  });
  if (!response.ok)
    throw new Error(`The demo key could not be made: ${response.status} ${await response.text()}`);
  return ((await response.json()) as { key: string }).key;
};

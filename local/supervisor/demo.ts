import { createClient } from '@supabase/supabase-js';
import { randomBytes } from 'node:crypto';
import { readState, writeState } from '../state.ts';

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
  const session =
    signedUp.data.session ?? (await supabase.auth.signInWithPassword(credentials)).data.session;
  if (!session) throw new Error(`The demo login could not be made: ${signedUp.error?.message}`);
  return session.access_token;
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

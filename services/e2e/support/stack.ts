import { readFileSync } from 'node:fs';
import { createClient } from '@supabase/supabase-js';
import { Cyberdesk } from 'cyberdesk';

/** What `npm run status -- --json` says of the stack under test, and where its state lies. */
export interface Stack {
  healthy: boolean;
  api: { url: string; key: string };
  gateway: { publicUrl: string };
  auth: { url: string; publishableKey: string };
  database: { url: string };
  /** Absent when the stack runs without the web frontend. */
  web?: { url: string };
  accelerator: string;
  desktops: number;
}

/** The stack that the runner started. The runner sets the variable; without it the tests cannot know their target. */
export const stack = (): Stack => {
  const file = process.env['CYBERDESK_E2E_STATUS'];
  if (!file) throw new Error('CYBERDESK_E2E_STATUS is not set: run these tests by `npm test`.');
  return JSON.parse(readFileSync(file, 'utf8')) as Stack;
};

/** Origin of the web frontend. */
export const webUrl = (): string => {
  const url = stack().web?.url;
  if (!url)
    throw new Error('The stack runs without the web frontend: start it without CYBERDESK_WEB=off.');
  return url;
};

/** Folder of the stack's state: logs, kubeconfigs, hypervisor. */
export const stateFolder = (): string => process.env['CYBERDESK_STATE'] ?? '.cyberdesk';

/** Driver of the stack under test. */
export const driver = (): string => process.env['CYBERDESK_DRIVER'] ?? 'qemu';

/** A client with the demo key. */
export const demoClient = (): Cyberdesk =>
  new Cyberdesk({ apiKey: stack().api.key, baseUrl: stack().api.url });

/** A person who just signed up, with an access token and an API key of the new organization. */
export interface Person {
  email: string;
  accessToken: string;
  key: string;
  client: Cyberdesk;
}

/** Password of everybody who signs up in a test. */
export const PASSWORD = 'correct horse battery';

/** Signs a new person up through supabase-js and makes a key with the access token, as the dashboard does. */
export const signUp = async (): Promise<Person> => {
  const { auth, api } = stack();
  const supabase = createClient(auth.url, auth.publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false },
  });
  const email = `person-${Date.now()}-${Math.random().toString(36).slice(2)}@example.com`;
  const { data, error } = await supabase.auth.signUp({ email, password: PASSWORD });
  if (error || !data.session) throw new Error(`sign-up failed: ${error?.message ?? 'no session'}`);
  const accessToken = data.session.access_token;
  const created = await post<{ key: string }>('/v1/keys', accessToken, { name: 'e2e' });
  const client = new Cyberdesk({ apiKey: created.key, baseUrl: api.url });
  return { email, accessToken, key: created.key, client };
};

/** A raw POST, for what a client library would not send. */
export const post = async <T>(path: string, token: string, body: unknown): Promise<T> => {
  const response = await request('POST', path, { token, body });
  if (!response.ok) throw new Error(`POST ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
};

/** A raw request to the public API. `raw` is sent as it is, `body` as JSON. */
export const request = (
  method: string,
  path: string,
  options: {
    token?: string;
    body?: unknown;
    raw?: BodyInit;
    headers?: Record<string, string>;
  } = {},
): Promise<Response> =>
  fetch(new URL(path, stack().api.url), {
    method,
    headers: {
      ...(options.token ? { authorization: `Bearer ${options.token}` } : {}),
      ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...options.headers,
    },
    body: options.raw ?? (options.body === undefined ? null : JSON.stringify(options.body)),
  });

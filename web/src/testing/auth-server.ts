import { vi } from 'vitest';
import { jar, sent } from './next.ts';

/** Environment of a site under test. */
export const environment = {
  SITE_URL: 'http://site.test',
  API_URL: 'http://api.test',
  GATEWAY_PUBLIC_URL: 'http://gateway.test',
  AUTH_URL: 'http://auth.test',
  AUTH_PUBLISHABLE_KEY: 'sb_publishable_x',
};

export const person = { email: 'ada@example.com', password: 'correct horse' };

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const { privateKey, publicKey } = await crypto.subtle.generateKey(algorithm, true, [
  'sign',
  'verify',
]);
const jwks = {
  keys: [{ ...(await crypto.subtle.exportKey('jwk', publicKey)), kid: 'k', alg: 'ES256' }],
};

/** An access token of the project. */
export const accessToken = async (claims: Record<string, unknown> = {}): Promise<string> => {
  const now = Math.floor(Date.now() / 1000);
  const body = { sub: 'u1', email: person.email, iat: now, exp: now + 3600, ...claims };
  const text = `${encode({ alg: 'ES256', kid: 'k', typ: 'JWT' })}.${encode(body)}`;
  const signature = await crypto.subtle.sign(algorithm, privateKey, Buffer.from(text));
  return `${text}.${Buffer.from(signature).toString('base64url')}`;
};

const session = async () => ({
  access_token: await accessToken(),
  token_type: 'bearer',
  expires_in: 3600,
  expires_at: Math.floor(Date.now() / 1000) + 3600,
  refresh_token: 'r1',
  user: { id: 'u1', email: person.email },
});

/** What the server is asked, newest last: `POST /token?grant_type=password`. */
export const asked: string[] = [];

/** Answers that a test wants instead of the usual ones, by `METHOD path`. */
export const answers = new Map<string, () => Response>();

const usual: Record<string, () => Promise<unknown>> = {
  'GET /.well-known/jwks.json': () => Promise.resolve(jwks),
  'POST /token': session,
  'POST /signup': session,
  'POST /recover': () => Promise.resolve({}),
  'POST /verify': session,
  'PUT /user': () => Promise.resolve({ id: 'u1', email: person.email }),
  'GET /user': () => Promise.resolve({ id: 'u1', email: person.email }),
  'POST /logout': () => Promise.resolve({}),
};

const answer = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
  const url = new URL(input instanceof Request ? input.url : input);
  if (url.origin !== environment.AUTH_URL) throw new Error(`${url.href} was asked`);
  const path = url.pathname.replace('/auth/v1', '');
  const request = `${init?.method ?? 'GET'} ${path}`;
  asked.push(`${request}${url.search}`);
  return answers.get(request)?.() ?? Response.json(await usual[request]?.());
};

/** A fresh browser on the site, and a project that knows one person. */
export const begin = (): void => {
  vi.unstubAllEnvs();
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  vi.stubGlobal('fetch', answer);
  jar.clear();
  answers.clear();
  asked.length = 0;
  for (const name of [...sent.keys()]) sent.delete(name);
  sent.set('origin', environment.SITE_URL);
};

/** Signs the person in: puts the cookie of a session into the browser. */
export const signedIn = async (changes: Record<string, unknown> = {}): Promise<void> => {
  jar.set('sb-auth-auth-token', `base64-${encode({ ...(await session()), ...changes })}`);
};

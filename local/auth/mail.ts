import type { AuthConfig } from './config.ts';
import type { Body } from './body.ts';
import { Outbox } from './outbox.ts';
import { hashToken, newToken } from './passwords.ts';
import type { AuthStore, UserRow } from './store.ts';

const subjects = { recovery: 'Reset your password', signup: 'Confirm your address' };

/** Why a link is sent. */
export type LinkKind = keyof typeof subjects;

interface Link {
  kind: LinkKind;
  user: UserRow;
  /** What the client asked with; with PKCE it holds a challenge. */
  body: Body;
  /** Where the client wants the link to lead. */
  redirect: string | undefined;
}

/** Writes the mail that a real server would send. With PKCE the link carries a code, without it a token. */
export const sendLink = async (
  { kind, user, body, redirect }: Link,
  config: AuthConfig,
  store: AuthStore,
): Promise<void> => {
  const token = newToken();
  const challenge = typeof body['code_challenge'] === 'string' ? body['code_challenge'] : undefined;
  await store.addOneTimeToken(hashToken(token), user.id, challenge ? 'pkce' : kind, challenge);
  const link = new URL(redirectOf(redirect, config.publicUrl));
  link.searchParams.set(challenge ? 'code' : 'token_hash', token);
  link.searchParams.set('type', kind);
  new Outbox(config.outbox).send({
    to: user.email,
    subject: subjects[kind],
    link: String(link),
  });
};

/** A mail's link must lead back to this machine: everything else falls back to the site, as a Supabase project does. */
const redirectOf = (wanted: string | undefined, site: string): string => {
  const url = wanted && URL.canParse(wanted) ? new URL(wanted) : undefined;
  const local = url && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  return local && /^https?:$/.test(url.protocol) ? url.href : site;
};

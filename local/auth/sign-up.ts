import { randomUUID } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { metadataOf, readBody, readEmail, readPassword, Refusal, textOf } from './body.ts';
import type { Parts } from './app.ts';
import { sendLink, type LinkKind } from './mail.ts';
import { hashPassword, hashToken } from './passwords.ts';
import { publicUser } from './sessions.ts';
import type { OneTimeType, UserRow } from './store.ts';

/** Making an account, and what is proved by a link that was mailed. */
export const signUpRoutes = (app: Hono, parts: Parts): void => {
  app.post('/signup', async (context) => {
    const body = await readBody(context);
    const email = readEmail(body);
    const made = await parts.store.createUser({
      email,
      passwordHash: await hashPassword(readPassword(body)),
      metadata: metadataOf(body),
      isConfirmed: !parts.config.confirmEmail,
    });
    if (parts.config.confirmEmail) return context.json(await askToConfirm(context, email, parts));
    if (!made) throw new Refusal(422, 'user_already_exists', 'User already registered');
    return context.json(await parts.sessions.issue(made));
  });
  mailRoutes(app, parts);
  app.post('/verify', async (context) => context.json(await verify(context, parts)));
};

const mailRoutes = (app: Hono, parts: Parts): void => {
  app.post('/recover', async (context) => {
    const user = await parts.store.userByEmail(readEmail(await readBody(context)));
    if (user) await mail(context, 'recovery', user, parts);
    return context.json({});
  });
  app.post('/resend', async (context) => {
    const body = await readBody(context);
    if (textOf(body, 'type') !== 'signup')
      throw new Refusal(400, 'validation_failed', 'Resend requires the type signup.');
    const user = await parts.store.userByEmail(readEmail(body));
    if (user && !user.email_confirmed_at) await mail(context, 'signup', user, parts);
    return context.json({});
  });
};

/** The answer is the same for a known address, so that it tells nobody who has an account. */
const askToConfirm = async (
  context: Context,
  email: string,
  parts: Parts,
): Promise<Record<string, unknown>> => {
  const user = await parts.store.userByEmail(email);
  if (!user) throw new Refusal(422, 'unexpected_failure', 'Sign up again.');
  if (!user.email_confirmed_at) await mail(context, 'signup', user, parts);
  const now = new Date();
  return publicUser({
    ...user,
    id: user.email_confirmed_at ? randomUUID() : user.id,
    email_confirmed_at: null,
    last_sign_in_at: null,
    raw_user_meta_data: {},
    created_at: now,
    updated_at: now,
  });
};

const mail = async (
  context: Context,
  kind: LinkKind,
  user: UserRow,
  { config, store }: Parts,
): Promise<void> =>
  sendLink(
    { kind, user, body: await readBody(context), redirect: context.req.query('redirect_to') },
    config,
    store,
  );

const purposes: Record<string, OneTimeType> = {
  recovery: 'recovery',
  signup: 'signup',
  email: 'signup',
};

/** Takes the token of a link. Whoever has it owns the address. */
const verify = async (
  context: Context,
  { store, sessions }: Parts,
): Promise<Record<string, unknown>> => {
  const body = await readBody(context);
  const purpose = purposes[textOf(body, 'type')];
  if (!purpose)
    throw new Refusal(
      400,
      'validation_failed',
      'Verify requires a type: recovery, signup or email.',
    );
  const token = textOf(body, 'token_hash') || textOf(body, 'token');
  const taken = await store.takeOneTimeToken(hashToken(token), purpose);
  const user = taken && (await store.confirmUser(taken.user_id));
  if (!user) throw new Refusal(403, 'otp_expired', 'Token has expired or is invalid');
  return sessions.issue(user);
};

import { timingSafeEqual } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { cors } from 'hono/cors';
import { bodyLimit } from 'hono/body-limit';
import type { AuthConfig } from './config.ts';
import { Outbox } from './outbox.ts';
import { challengeOf, checkPassword, hashPassword, hashToken, newToken } from './passwords.ts';
import { publicUser, Sessions } from './sessions.ts';
import type { AuthStore, UserRow } from './store.ts';

type Body = Record<string, unknown>;

type RefusalStatus = 400 | 401 | 403 | 413 | 422;

/** A refusal in the form that supabase-js reads. */
class Refusal extends Error {
  status: RefusalStatus;
  code: string;
  constructor(status: RefusalStatus, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** The routes of Supabase Auth that supabase-js uses, on the same schema. Strict, for one machine. */
export const createApp = (config: AuthConfig, store: AuthStore): Hono => {
  const sessions = new Sessions(store, config);
  const app = new Hono().basePath('/auth/v1');
  app.use(
    cors({
      origin: '*',
      allowHeaders: [
        'authorization',
        'apikey',
        'content-type',
        'x-client-info',
        'x-supabase-api-version',
      ],
    }),
  );
  app.use(
    bodyLimit({
      maxSize: 64 * 1024,
      onError: () => {
        throw new Refusal(413, 'request_too_large', 'The body is larger than 64 KiB.');
      },
    }),
  );
  app.onError((error, context) => {
    if (error instanceof Refusal)
      return context.json(
        { code: error.status, error_code: error.code, msg: error.message },
        error.status,
      );
    process.stderr.write(`${error.stack}\n`);
    return context.json(
      { code: 500, error_code: 'unexpected_failure', msg: 'Unexpected failure' },
      500,
    );
  });
  app.notFound((context) => {
    const msg = `${context.req.method} ${context.req.path} is not offered by the local sign-in server.`;
    return context.json({ code: 404, error_code: 'not_found', msg }, 404);
  });
  openRoutes(app, store, sessions);
  app.use(requirePublishableKey(config.publishableKey));
  signInRoutes(app, { config, store, sessions });
  userRoutes(app, { config, store, sessions });
  return app;
};

interface Parts {
  config: AuthConfig;
  store: AuthStore;
  sessions: Sessions;
}

const openRoutes = (app: Hono, store: AuthStore, sessions: Sessions): void => {
  app.get('/.well-known/jwks.json', (context) => context.json(sessions.jwks()));
  app.get('/health', async (context) => {
    await store.ping();
    return context.json({
      name: 'cyberdesk-local-auth',
      version: '1',
      description: 'speaks Supabase Auth',
    });
  });
};

const isSame = (given: string, wanted: string): boolean => {
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)];
  return one.length === other.length && timingSafeEqual(one, other);
};

const requirePublishableKey =
  (key: string) =>
  async (context: Context, next: () => Promise<void>): Promise<void> => {
    if (!isSame(context.req.header('apikey') ?? '', key))
      throw new Refusal(401, 'no_authorization', 'Send the publishable key in the header apikey.');
    await next();
  };

const signInRoutes = (app: Hono, { config, store, sessions }: Parts): void => {
  app.get('/settings', (context) =>
    context.json({ external: { email: true }, disable_signup: false, mailer_autoconfirm: true }),
  );
  // No provider is connected to this machine's stand-in, and it says so as a project without providers does.
  app.get('/authorize', () => {
    throw new Refusal(400, 'validation_failed', 'Unsupported provider: provider is not enabled');
  });
  app.post('/signup', async (context) => {
    const body = await readBody(context);
    const user = await store.createUser(
      readEmail(body),
      await hashPassword(readPassword(body)),
      metadataOf(body),
    );
    if (!user) throw new Refusal(422, 'user_already_exists', 'User already registered');
    return context.json(await sessions.issue(user));
  });
  app.post('/token', async (context) => {
    const grant = grants[context.req.query('grant_type') ?? ''];
    if (!grant)
      throw new Refusal(
        400,
        'unsupported_grant_type',
        'Use grant_type password, refresh_token or pkce.',
      );
    return context.json(await grant(await readBody(context), { config, store, sessions }));
  });
  app.post('/recover', async (context) => {
    const body = await readBody(context);
    const user = await store.userByEmail(readEmail(body));
    if (user)
      await sendRecovery(
        user,
        body,
        redirectOf(context.req.query('redirect_to'), config.publicUrl),
        {
          config,
          store,
          sessions,
        },
      );
    return context.json({});
  });
  app.post('/verify', async (context) => {
    const body = await readBody(context);
    if (textOf(body, 'type') !== 'recovery')
      throw new Refusal(
        400,
        'validation_failed',
        'Verify requires a type: recovery is the only one.',
      );
    const token = textOf(body, 'token_hash') || textOf(body, 'token');
    const taken = await store.takeOneTimeToken(hashToken(token), 'recovery');
    const user = taken && (await store.userById(taken.user_id));
    if (!user) throw new Refusal(403, 'otp_expired', 'Token has expired or is invalid');
    return context.json(await sessions.issue(user));
  });
};

type Grant = (body: Body, parts: Parts) => Promise<Record<string, unknown>>;

const grants: Record<string, Grant> = {
  password: async (body, { store, sessions }) => {
    const user = await store.userByEmail(readEmail(body));
    const right = await checkPassword(textOf(body, 'password'), user?.encrypted_password);
    if (!user || !right) throw new Refusal(400, 'invalid_credentials', 'Invalid login credentials');
    return sessions.issue((await store.noteSignIn(user.id)) ?? user);
  },
  refresh_token: async (body, { config, store, sessions }) => {
    const used = await store.useRefreshToken(
      hashToken(textOf(body, 'refresh_token')),
      config.reuseSeconds,
    );
    const user = used && (await store.userById(used.userId));
    if (!user)
      throw new Refusal(
        400,
        'refresh_token_not_found',
        'Invalid Refresh Token: Refresh Token Not Found',
      );
    return sessions.issue(user, used.sessionId);
  },
  pkce: async (body, { store, sessions }) => {
    const taken = await store.takeOneTimeToken(hashToken(textOf(body, 'auth_code')), 'pkce');
    const user = taken && (await store.userById(taken.user_id));
    if (!user || !isSame(taken.code_challenge ?? '', challengeOf(textOf(body, 'code_verifier'))))
      throw new Refusal(
        403,
        'bad_code_verifier',
        'code challenge does not match previously saved code verifier',
      );
    return sessions.issue(user);
  },
};

/** Writes the mail that a real server would send. With PKCE the link carries a code, without it a token. */
const sendRecovery = async (
  user: UserRow,
  body: Body,
  redirect: string,
  { config, store }: Parts,
): Promise<void> => {
  const token = newToken();
  const challenge = typeof body['code_challenge'] === 'string' ? body['code_challenge'] : undefined;
  await store.addOneTimeToken(
    hashToken(token),
    user.id,
    challenge ? 'pkce' : 'recovery',
    challenge,
  );
  const link = new URL(redirect);
  link.searchParams.set(challenge ? 'code' : 'token_hash', token);
  new Outbox(config.outbox).send({
    to: user.email,
    subject: 'Reset your password',
    link: String(link),
  });
};

/** A mail's link must lead back to this machine: everything else falls back to the site, as a Supabase project does. */
const redirectOf = (wanted: string | undefined, site: string): string => {
  const url = wanted && URL.canParse(wanted) ? new URL(wanted) : undefined;
  const local = url && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  return local && /^https?:$/.test(url.protocol) ? url.href : site;
};

const userRoutes = (app: Hono, { store, sessions }: Parts): void => {
  const signedIn = async (context: Context): Promise<{ user: UserRow; sessionId: string }> => {
    const token = /^Bearer (.+)$/.exec(context.req.header('authorization') ?? '')?.[1];
    const found = token && (await sessions.check(token));
    if (!found) throw new Refusal(403, 'bad_jwt', 'invalid JWT: sign in again');
    return found;
  };
  app.get('/user', async (context) => context.json(publicUser((await signedIn(context)).user)));
  app.put('/user', async (context) => {
    const { user, sessionId } = await signedIn(context);
    const body = await readBody(context);
    if (body['email'] !== undefined || body['phone'] !== undefined)
      throw new Refusal(422, 'validation_failed', 'Only password and data can be changed here.');
    const passwordHash = await newPassword(body, user);
    const change = { ...(passwordHash ? { passwordHash } : {}), metadata: metadataOf(body) };
    const changed = await store.updateUser(user.id, change);
    // Whoever else knew the old password is signed out.
    if (passwordHash) await store.endSessions(user.id, sessionId, 'others');
    return context.json(publicUser(changed ?? user));
  });
  app.post('/logout', async (context) => {
    const { user, sessionId } = await signedIn(context);
    const scope = context.req.query('scope') ?? 'global';
    if (scope !== 'global' && scope !== 'local' && scope !== 'others')
      throw new Refusal(400, 'validation_failed', 'Use scope global, local or others.');
    await store.endSessions(user.id, sessionId, scope);
    return context.body(null, 204);
  });
};

const readBody = async (context: Context): Promise<Body> => {
  const body: unknown = await context.req.json().catch(() => undefined);
  if (typeof body !== 'object' || body === null)
    throw new Refusal(400, 'bad_json', 'Could not parse request body as JSON');
  return body as Body;
};

/** A member of the body that must be text; anything else counts as absent. */
const textOf = (body: Body, name: string): string => {
  const value = body[name];
  return typeof value === 'string' ? value : '';
};

const readEmail = (body: Body): string => {
  const email = textOf(body, 'email').trim().toLowerCase();
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) || email.length > 254)
    throw new Refusal(400, 'validation_failed', 'Unable to validate email address: invalid format');
  return email;
};

const readPassword = (body: Body): string => {
  const password = textOf(body, 'password');
  if (password.length < 8 || password.length > 256)
    throw new Refusal(422, 'weak_password', 'Password should be at least 8 characters.');
  return password;
};

const newPassword = async (body: Body, user: UserRow): Promise<string | undefined> => {
  if (body['password'] === undefined) return undefined;
  const password = readPassword(body);
  if (await checkPassword(password, user.encrypted_password))
    throw new Refusal(
      422,
      'same_password',
      'New password should be different from the old password.',
    );
  return hashPassword(password);
};

const metadataOf = (body: Body): object =>
  typeof body['data'] === 'object' && body['data'] !== null ? body['data'] : {};

import { timingSafeEqual } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { cors } from 'hono/cors';
import { bodyLimit } from 'hono/body-limit';
import {
  metadataOf,
  readBody,
  readEmail,
  readPassword,
  Refusal,
  textOf,
  type Body,
} from './body.ts';
import type { AuthConfig } from './config.ts';
import { challengeOf, checkPassword, hashPassword, hashToken } from './passwords.ts';
import { publicUser, Sessions } from './sessions.ts';
import { signUpRoutes } from './sign-up.ts';
import type { AuthStore, UserRow } from './store.ts';

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
  signUpRoutes(app, { config, store, sessions });
  userRoutes(app, { config, store, sessions });
  return app;
};

/** What the routes work with. */
export interface Parts {
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
    context.json({
      external: { email: true },
      disable_signup: false,
      mailer_autoconfirm: !config.confirmEmail,
    }),
  );
  // No provider is connected to this machine's stand-in, and it says so as a project without providers does.
  app.get('/authorize', () => {
    throw new Refusal(400, 'validation_failed', 'Unsupported provider: provider is not enabled');
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
};

type Grant = (body: Body, parts: Parts) => Promise<Record<string, unknown>>;

const grants: Record<string, Grant> = {
  password: async (body, { store, sessions }) => {
    const user = await store.userByEmail(readEmail(body));
    const right = await checkPassword(textOf(body, 'password'), user?.encrypted_password);
    if (!user || !right) throw new Refusal(400, 'invalid_credentials', 'Invalid login credentials');
    if (!user.email_confirmed_at)
      throw new Refusal(400, 'email_not_confirmed', 'Email not confirmed');
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
    // The code came by mail, so it proves the address as a token does.
    return sessions.issue((await store.confirmUser(user.id)) ?? user);
  },
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

import { readFileSync } from 'node:fs';
import { importJWK, jwtVerify, SignJWT, type CryptoKey, type JWK } from 'jose';
import type { AuthConfig } from './config.ts';
import { hashToken, newToken } from './passwords.ts';
import type { AuthStore, UserRow } from './store.ts';

const LIFE_SECONDS = 3600;

/** Makes and checks access tokens as Supabase does: ES256, issuer `<url>/auth/v1`, audience `authenticated`. */
export class Sessions {
  #store: AuthStore;
  #issuer: string;
  #key: JWK;

  constructor(store: AuthStore, config: AuthConfig) {
    this.#store = store;
    this.#issuer = `${config.publicUrl}/auth/v1`;
    this.#key = JSON.parse(readFileSync(config.signingKeyFile, 'utf8')) as JWK;
  }

  /** The public half, for verifiers. */
  jwks(): { keys: JWK[] } {
    const { kty, crv, x, y, kid } = this.#key as JWK & { kty: string };
    return {
      keys: [{ kty, crv, x, y, kid, alg: 'ES256', use: 'sig', key_ops: ['verify'] } as JWK],
    };
  }

  /** A session as supabase-js expects it; without `sessionId` a new one. */
  async issue(user: UserRow, sessionId?: string): Promise<Record<string, unknown>> {
    const session = sessionId ?? (await this.#store.createSession(user.id));
    const refresh = newToken();
    await this.#store.addRefreshToken(hashToken(refresh), session);
    return {
      access_token: await this.#sign(user, session),
      token_type: 'bearer',
      expires_in: LIFE_SECONDS,
      expires_at: Math.floor(Date.now() / 1000) + LIFE_SECONDS,
      refresh_token: refresh,
      user: publicUser(user),
    };
  }

  async #sign(user: UserRow, session: string): Promise<string> {
    const claims = {
      email: user.email,
      role: 'authenticated',
      aal: 'aal1',
      session_id: session,
      user_metadata: user.raw_user_meta_data,
      app_metadata: user.raw_app_meta_data,
      is_anonymous: false,
    };
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: this.#key.kid ?? '' })
      .setIssuer(this.#issuer)
      .setAudience('authenticated')
      .setSubject(user.id)
      .setIssuedAt()
      .setExpirationTime(`${LIFE_SECONDS}s`)
      .sign((await importJWK(this.#key, 'ES256')) as CryptoKey);
  }

  /** User and session of an access token whose session still exists. */
  async check(token: string): Promise<{ user: UserRow; sessionId: string } | undefined> {
    try {
      const key = await importJWK(this.jwks().keys[0] ?? {}, 'ES256');
      const { payload } = await jwtVerify(token, key, {
        issuer: this.#issuer,
        audience: 'authenticated',
        algorithms: ['ES256'],
      });
      const sessionId = String(payload['session_id']);
      const user = await this.#store.userById(payload.sub ?? '');
      return user && (await this.#store.sessionExists(sessionId)) ? { user, sessionId } : undefined;
    } catch {
      return undefined;
    }
  }
}

/** A user as supabase-js expects it. */
export const publicUser = (user: UserRow): Record<string, unknown> => ({
  id: user.id,
  aud: 'authenticated',
  role: 'authenticated',
  email: user.email,
  phone: '',
  email_confirmed_at: user.email_confirmed_at,
  confirmed_at: user.email_confirmed_at,
  last_sign_in_at: user.last_sign_in_at,
  app_metadata: user.raw_app_meta_data,
  user_metadata: user.raw_user_meta_data,
  identities: [],
  created_at: user.created_at,
  updated_at: user.updated_at,
  is_anonymous: false,
});

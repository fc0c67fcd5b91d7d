import { Pool } from 'pg';

/** A row of auth.users. */
export interface UserRow {
  id: string;
  email: string;
  encrypted_password: string;
  email_confirmed_at: Date | null;
  last_sign_in_at: Date | null;
  raw_user_meta_data: Record<string, unknown>;
  raw_app_meta_data: Record<string, unknown>;
  created_at: Date;
  updated_at: Date;
}

/** A user who signs up. */
export interface NewUser {
  email: string;
  passwordHash: string;
  metadata: object;
  isConfirmed: boolean;
}

/** Purpose of a token that works once. */
export type OneTimeType = 'recovery' | 'signup' | 'pkce';

/** The auth schema. */
export class AuthStore {
  #pool: Pool;

  constructor(databaseUrl: string) {
    this.#pool = new Pool({ connectionString: databaseUrl, max: 5 });
    // A connection that idles while the database restarts: the next query opens another.
    this.#pool.on('error', (error) => process.stderr.write(`database: ${error.message}\n`));
  }

  async #one<T extends object>(sql: string, values: unknown[]): Promise<T | undefined> {
    return (await this.#pool.query<T>(sql, values)).rows[0];
  }

  /** Creates a user; undefined when the address is taken. */
  createUser(user: NewUser): Promise<UserRow | undefined> {
    const sql = `insert into auth.users (email, encrypted_password, raw_user_meta_data, email_confirmed_at, last_sign_in_at)
      values ($1, $2, $3, case when $4 then now() end, case when $4 then now() end) on conflict (email) do nothing returning *`;
    const { email, passwordHash, metadata, isConfirmed } = user;
    return this.#one(sql, [email, passwordHash, metadata, isConfirmed]);
  }

  /** Notes that whoever owns the address followed a link that was sent there. */
  confirmUser(id: string): Promise<UserRow | undefined> {
    const sql = `update auth.users set email_confirmed_at = coalesce(email_confirmed_at, now()), last_sign_in_at = now()
      where id = $1 returning *`;
    return this.#one(sql, [id]);
  }

  userByEmail(email: string): Promise<UserRow | undefined> {
    return this.#one('select * from auth.users where email = $1', [email]);
  }

  userById(id: string): Promise<UserRow | undefined> {
    return this.#one('select * from auth.users where id = $1', [id]);
  }

  /** Changes password or metadata; absent values stay. */
  updateUser(
    id: string,
    change: { passwordHash?: string; metadata?: object },
  ): Promise<UserRow | undefined> {
    const sql = `update auth.users set encrypted_password = coalesce($2, encrypted_password),
      raw_user_meta_data = raw_user_meta_data || coalesce($3, '{}'::jsonb), updated_at = now() where id = $1 returning *`;
    return this.#one(sql, [id, change.passwordHash ?? null, change.metadata ?? null]);
  }

  /** Opens a session and returns its id. */
  async createSession(userId: string): Promise<string> {
    const row = await this.#one<{ id: string }>(
      'insert into auth.sessions (user_id) values ($1) returning id',
      [userId],
    );
    return row?.id ?? '';
  }

  addRefreshToken(hash: string, sessionId: string): Promise<unknown> {
    return this.#pool.query(
      'insert into auth.refresh_tokens (token_hash, session_id) values ($1, $2)',
      [hash, sessionId],
    );
  }

  /**
   * Uses a refresh token. A second use means that it was stolen, and the whole session ends; except within `reuseSeconds`
   * of the first, when it is the same browser's second tab or a repeated request.
   */
  async useRefreshToken(
    hash: string,
    reuseSeconds: number,
  ): Promise<{ sessionId: string; userId: string } | undefined> {
    const used = await this.#one<{ session_id: string; user_id: string }>(
      `update auth.refresh_tokens t set used_at = coalesce(t.used_at, now()) from auth.sessions s
       where t.token_hash = $1 and (t.used_at is null or t.used_at > now() - make_interval(secs => $2))
       and s.id = t.session_id returning t.session_id, s.user_id`,
      [hash, reuseSeconds],
    );
    if (used) return { sessionId: used.session_id, userId: used.user_id };
    await this.#pool.query(
      'delete from auth.sessions where id in (select session_id from auth.refresh_tokens where token_hash = $1)',
      [hash],
    );
    return undefined;
  }

  sessionExists(id: string): Promise<object | undefined> {
    return this.#one('select id from auth.sessions where id = $1', [id]);
  }

  /** Ends one session, the others, or all of a user. */
  endSessions(
    userId: string,
    sessionId: string,
    scope: 'local' | 'others' | 'global',
  ): Promise<unknown> {
    const which = { local: 'id = $2', others: 'id <> $2', global: '$2::uuid is not null' }[scope];
    return this.#pool.query(`delete from auth.sessions where user_id = $1 and ${which}`, [
      userId,
      sessionId,
    ]);
  }

  /** Notes when a user signed in. */
  noteSignIn(id: string): Promise<UserRow | undefined> {
    return this.#one('update auth.users set last_sign_in_at = now() where id = $1 returning *', [
      id,
    ]);
  }

  addOneTimeToken(
    hash: string,
    userId: string,
    type: OneTimeType,
    challenge: string | undefined,
  ): Promise<unknown> {
    return this.#pool.query(
      `insert into auth.one_time_tokens (token_hash, user_id, token_type, code_challenge, expires_at)
       values ($1, $2, $3, $4, now() + interval '15 minutes')`,
      [hash, userId, type, challenge ?? null],
    );
  }

  /** Takes a token that works once. */
  takeOneTimeToken(
    hash: string,
    type: OneTimeType,
  ): Promise<{ user_id: string; code_challenge: string | null } | undefined> {
    const sql = `delete from auth.one_time_tokens where token_hash = $1 and token_type = $2 and expires_at > now()
      returning user_id, code_challenge`;
    return this.#one(sql, [hash, type]);
  }

  /** Answers when the database does. */
  ping(): Promise<unknown> {
    return this.#pool.query('select 1');
  }

  close(): Promise<void> {
    return this.#pool.end();
  }
}

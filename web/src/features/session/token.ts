/** What `/session` answers. */
export interface Session {
  accessToken: string;
  /** Seconds since the epoch. */
  expiresAt: number;
  apiUrl: string;
}

/** The session ended: only signing in again helps. */
export class SignedOutError extends Error {}

const RENEW_BEFORE_SECONDS = 60;

/**
 * The access token of this page, in memory only. Asked for again shortly before its end; calls that ask at the same
 * time share one request.
 */
export class TokenSource {
  #session: Session | undefined;
  #asking: Promise<Session> | undefined;
  #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  readonly token = async (): Promise<string> => (await this.session()).accessToken;

  async session(): Promise<Session> {
    const held = this.#session;
    if (held && held.expiresAt - RENEW_BEFORE_SECONDS > this.#now() / 1000) return held;
    this.#asking ??= this.#ask().finally(() => (this.#asking = undefined));
    return this.#asking;
  }

  async #ask(): Promise<Session> {
    const response = await fetch('/session', { cache: 'no-store' });
    if (response.status === 401) throw new SignedOutError('Your session has ended. Sign in again.');
    if (!response.ok) throw new Error('The session could not be renewed. Try again in a moment.');
    this.#session = (await response.json()) as Session;
    return this.#session;
  }
}

import type { JWTPayload } from 'jose';

/** A token whose signature was checked, and what that check rested on. */
export interface Verified<Claims> {
  kid: string;
  key: object;
  audience: string;
  claims: Claims;
}

const capacity = 4_096;

/**
 * Tokens that were verified, by their text, so that one that is used again costs no second signature check. Only what
 * was found valid is kept, and a bound number of it: strangers cannot fill it. Whoever looks something up checks time,
 * key and audience again. The text is looked up by V8's seeded hash; a guess is compared with a token only when all of
 * the hash is right, so that time tells nothing.
 */
export class VerifiedTokens<Claims extends JWTPayload> {
  readonly #known = new Map<string, Verified<Claims>>();

  get(token: string): Verified<Claims> | undefined {
    const found = this.#known.get(token);
    if (found === undefined) return undefined;
    // Most recently used last.
    this.#known.delete(token);
    this.#known.set(token, found);
    return found;
  }

  add(token: string, verified: Verified<Claims>): void {
    this.#known.set(token, verified);
    if (this.#known.size <= capacity) return;
    const [oldest] = this.#known.keys();
    if (oldest !== undefined) this.#known.delete(oldest);
  }

  delete(token: string): void {
    this.#known.delete(token);
  }
}

import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, Buffer, number, Buffer>(scrypt);

/** Hash of a password with a salt of its own. */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(16);
  return `scrypt$${salt.toString('base64')}$${(await derive(password, salt, 32)).toString('base64')}`;
};

/** Compares in constant time; a missing hash costs as much as a wrong password. */
export const checkPassword = async (
  password: string,
  stored: string | undefined,
): Promise<boolean> => {
  const [, salt = '', hash = ''] = (stored ?? 'scrypt$AAAA$AAAA').split('$');
  const expected = Buffer.from(hash, 'base64');
  const actual = await derive(password, Buffer.from(salt, 'base64'), 32);
  return expected.length === actual.length && timingSafeEqual(expected, actual);
};

/** A new opaque token. */
export const newToken = (): string => randomBytes(24).toString('base64url');

/** How a token is stored. */
export const hashToken = (token: string): string =>
  createHash('sha256').update(token).digest('hex');

/** S256 challenge of a PKCE verifier. */
export const challengeOf = (verifier: string): string =>
  createHash('sha256').update(verifier).digest('base64url');

import type { Signer, TokenRequest } from './tokens.ts';

const capacity = 10_000;

/**
 * A signer that gives the same token again for half its life to whoever asks for the same, because signing and checking
 * a new one for each request cost more than all else that a proxy does. What the token says is the same either way.
 */
export const reusing = (sign: Signer, now = () => performance.now()): Signer => {
  const known = new Map<string, { token: Promise<string>; until: number }>();
  return (request: TokenRequest) => {
    const key = JSON.stringify(request);
    const found = known.get(key);
    if (found && found.until > now()) return found.token;
    known.delete(key);
    const token = sign(request);
    token.catch(() => known.delete(key));
    known.set(key, { token, until: now() + request.ttlSeconds * 500 });
    if (known.size > capacity) known.delete(known.keys().next().value ?? '');
    return token;
  };
};

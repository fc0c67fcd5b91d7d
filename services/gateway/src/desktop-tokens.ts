import type { Signer } from '@cyberdesk/kit/tokens';
import type { Actor } from './callers.ts';

/** What a token lets its bearer do in one desktop. */
export interface DesktopAccess {
  instance: string;
  role: 'view' | 'control' | 'bind';
  organizationId: string;
  scopes: readonly string[];
  actor: Actor;
  principal: string;
  /** Who a live view is for. */
  label?: string;
}

export type DesktopTokens = (access: DesktopAccess) => Promise<string>;

const ttlSeconds = 60;
const reuseMs = 30_000;
const capacity = 10_000;

/**
 * Tokens for execd: one desktop, one role, one minute. A token is used again for half its life, because signing costs
 * more than everything else the proxy does for a small request.
 */
export const createDesktopTokens = (sign: Signer, now = () => performance.now()): DesktopTokens => {
  const cache = new Map<string, { token: Promise<string>; until: number }>();
  return (access) => {
    const key = JSON.stringify(access);
    const known = cache.get(key);
    if (known && known.until > now()) return known.token;
    cache.delete(key);
    const { instance, organizationId, ...claims } = access;
    const token = sign({
      audience: instance,
      subject: instance,
      ttlSeconds,
      claims: { ...claims, org: organizationId },
    });
    token.catch(() => cache.delete(key));
    cache.set(key, { token, until: now() + reuseMs });
    for (const oldest of cache.keys()) {
      if (cache.size <= capacity) break;
      cache.delete(oldest);
    }
    return token;
  };
};

import { reusing } from '@cyberdesk/kit/reuse';
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

/** Tokens for execd: one desktop, one role, one minute, used again for half of it. */
export const createDesktopTokens = (sign: Signer): DesktopTokens => {
  const signed = reusing(sign);
  return ({ instance, organizationId, ...claims }) =>
    signed({
      audience: instance,
      subject: instance,
      ttlSeconds,
      claims: { ...claims, org: organizationId },
    });
};

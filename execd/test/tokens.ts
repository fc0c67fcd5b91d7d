import { createSigner, generateKeyPair, importPrivateKey } from '@cyberdesk/kit/tokens';
import type { JWK } from '@cyberdesk/kit/tokens';

export const INSTANCE = `dsk-${'a'.repeat(34)}`;
export const OTHER = `dsk-${'b'.repeat(34)}`;

export interface TokenWish {
  role?: string;
  audience?: string;
  ttlSeconds?: number;
  claims?: Record<string, unknown>;
}
export interface TestKey {
  publicJwk: JWK;
  token(wish?: TokenWish): Promise<string>;
}

/** A key of the cluster and tokens signed by it, as the gateway makes them. */
export async function makeKey(kid: string, issuer = 'cyberdesk-gateway'): Promise<TestKey> {
  const { privateJwk, publicJwk } = await generateKeyPair(kid);
  const sign = createSigner({ key: await importPrivateKey(privateJwk), issuer });
  const token = ({
    role = 'control',
    audience = INSTANCE,
    ttlSeconds = 60,
    claims,
  }: TokenWish = {}) =>
    sign({
      audience,
      subject: 'org_a',
      ttlSeconds,
      claims: { role, principal: 'key_a', ...claims },
    });
  return { publicJwk, token };
}

import { SignJWT, UnsecuredJWT } from 'jose';
import { expect, test } from 'vitest';
import {
  createSigner,
  createVerifier,
  generateKeyPair,
  importPrivateKey,
  TokenError,
} from './tokens.ts';

const setUp = async (kid = 'api-1') => {
  const { privateJwk, publicJwk } = await generateKeyPair(kid);
  const key = await importPrivateKey(privateJwk);
  const sign = createSigner({ key, issuer: 'cyberdesk-api' });
  const verify = createVerifier({
    jwks: { keys: [publicJwk] },
    audience: 'gateway',
    issuers: ['cyberdesk-api'],
  });
  return { key, publicJwk, sign, verify };
};
const good = { audience: 'gateway', subject: 'org_a', ttlSeconds: 60 };

test('a signed token verifies and keeps its claims', async () => {
  const { sign, verify } = await setUp();
  const claims = await verify(await sign({ ...good, claims: { role: 'control' }, id: 'grt_1' }));
  expect(claims).toMatchObject({
    sub: 'org_a',
    role: 'control',
    jti: 'grt_1',
    iss: 'cyberdesk-api',
  });
});

test.each([
  ['a foreign audience', { ...good, audience: 'gateway-data' }],
  ['an expired token', { ...good, ttlSeconds: -10 }],
  ['a token that lives too long', { ...good, ttlSeconds: 3600 }],
])('%s is refused', async (_, request) => {
  const { sign, verify } = await setUp();
  await expect(verify(await sign(request))).rejects.toThrow(TokenError);
});

test('a foreign issuer, a foreign key and an unknown kid are refused', async () => {
  const { key, verify } = await setUp();
  const foreign = createSigner({ key, issuer: 'somebody' });
  await expect(verify(await foreign(good))).rejects.toThrow(TokenError);
  const sameKid = await setUp('api-1');
  await expect(verify(await sameKid.sign(good))).rejects.toThrow(TokenError);
  const otherKid = await setUp('api-2');
  await expect(verify(await otherKid.sign(good))).rejects.toThrow('unknown key');
});

test('alg=none, HS256 with the public key, and rubbish are refused', async () => {
  const { verify, publicJwk } = await setUp();
  const none = new UnsecuredJWT({}).setAudience('gateway').setIssuer('cyberdesk-api').encode();
  const secret = new TextEncoder().encode(String(publicJwk.x).padEnd(32, '='));
  const symmetric = await new SignJWT({})
    .setProtectedHeader({ alg: 'HS256', kid: 'api-1' })
    .setExpirationTime('1m')
    .sign(secret);
  for (const token of [none, symmetric, 'rubbish', '', 'a.b.c'])
    await expect(verify(token)).rejects.toThrow(TokenError);
});

test('a token without expiry is refused', async () => {
  const { key, verify } = await setUp();
  const token = await new SignJWT({})
    .setProtectedHeader({ alg: 'EdDSA', kid: key.kid })
    .setIssuer('cyberdesk-api')
    .setAudience('gateway')
    .setSubject('x')
    .setIssuedAt()
    .sign(key.key);
  await expect(verify(token)).rejects.toThrow(TokenError);
});

test('a changed token is refused', async () => {
  const { sign, verify } = await setUp();
  const [header, , signature] = (await sign(good)).split('.');
  const claims = Buffer.from(JSON.stringify({ sub: 'org_b', aud: 'gateway' })).toString(
    'base64url',
  );
  await expect(verify(`${header}.${claims}.${signature}`)).rejects.toThrow(TokenError);
});

test('a new key set is read when an unknown kid shows up, and not for every such token', async () => {
  const { sign, publicJwk } = await setUp();
  let reads = 0;
  const read = () => ({ keys: reads++ === 0 ? [publicJwk] : [] });
  const verify = createVerifier({ jwks: read, audience: 'gateway', issuers: ['cyberdesk-api'] });
  await verify(await sign(good));
  const other = await setUp('api-9');
  for (let i = 0; i < 5; i += 1)
    await expect(verify(await other.sign(good))).rejects.toThrow('unknown key');
  expect(reads).toBe(1);
});

test('requests that come together before the first read of the keys are all verified', async () => {
  const { sign, verify } = await setUp();
  const token = await sign(good);
  const results = await Promise.allSettled(Array.from({ length: 5 }, () => verify(token)));
  expect(results.map((result) => result.status)).toEqual(Array(5).fill('fulfilled'));
});

import { expect, test, vi } from 'vitest';
import { createSigner, createVerifier, generateKeyPair, importPrivateKey } from './tokens.ts';
import { VerifiedTokens } from './verified.ts';

const good = { audience: 'gateway', subject: 'org_a', ttlSeconds: 60 };

const setUp = async (kid = 'api-1') => {
  const { privateJwk, publicJwk } = await generateKeyPair(kid);
  const key = await importPrivateKey(privateJwk);
  return { sign: createSigner({ key, issuer: 'cyberdesk-api' }), publicJwk };
};
const issuers = ['cyberdesk-api'];

test('a token that comes again is not checked by its signature again', async () => {
  const { sign, publicJwk } = await setUp();
  const verify = createVerifier({ jwks: { keys: [publicJwk] }, audience: 'gateway', issuers });
  const token = await sign({ ...good, claims: { actor: { id: 'a' } } });
  const signatures = vi.spyOn(crypto.subtle, 'verify');
  const first = await verify(token);
  const checked = signatures.mock.calls.length;
  expect(await verify(token)).toBe(first);
  expect(signatures.mock.calls.length).toBe(checked);
  signatures.mockRestore();
  expect(() => Object.assign(first.actor as object, { id: 'b' })).toThrow(TypeError);
  // One character less is another token.
  await expect(verify(token.slice(0, -2))).rejects.toThrow('token refused');
});

test('a token that was good ends at its time', async () => {
  const { sign, publicJwk } = await setUp();
  let now = Date.now();
  const jwks = { keys: [publicJwk] };
  const verify = createVerifier({ jwks, audience: 'gateway', issuers, clock: () => now });
  const token = await sign(good);
  await verify(token);
  now += 64_000;
  await verify(token);
  now += 2_000;
  await expect(verify(token)).rejects.toThrow('ERR_JWT_EXPIRED');
});

test('a token that was good for another audience is not good for this one', async () => {
  const { sign, publicJwk } = await setUp();
  let audience: string | undefined = 'gateway';
  const jwks = { keys: [publicJwk] };
  const verify = createVerifier({ jwks, audience: () => audience, issuers });
  const token = await sign(good);
  await verify(token);
  audience = 'another';
  await expect(verify(token)).rejects.toThrow('token refused');
  audience = undefined;
  await expect(verify(token)).rejects.toThrow('no audience');
});

test('a token ends with its key', async () => {
  const [old, next] = [await setUp('api-1'), await setUp('api-2')];
  let keys = [old.publicJwk];
  const verify = createVerifier({ jwks: () => ({ keys }), audience: 'gateway', issuers });
  const token = await old.sign(good);
  vi.useFakeTimers({ toFake: ['performance'] });
  await verify(token);
  vi.advanceTimersByTime(6_000);
  keys = [next.publicJwk];
  await verify(await next.sign(good));
  await expect(verify(token)).rejects.toThrow('unknown key');
  vi.useRealTimers();
});

test('a bound number is known: those that were used last', () => {
  const tokens = new VerifiedTokens();
  const verified = { kid: '', key: {}, audience: '', claims: {} };
  for (let i = 0; i < 4_096; i += 1) tokens.add(String(i), verified);
  tokens.get('0');
  tokens.add('one more', verified);
  expect(tokens.get('0')).toBe(verified);
  expect(tokens.get('1')).toBeUndefined();
});

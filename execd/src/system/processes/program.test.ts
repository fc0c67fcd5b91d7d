import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { whyNotStarted } from './program.ts';

const cwd = mkdtempSync(join(tmpdir(), 'program-'));
afterAll(() => rmSync(cwd, { recursive: true }));
writeFileSync(join(cwd, 'runs'), '#!/bin/sh\n', { mode: 0o755 });
writeFileSync(join(cwd, 'text'), 'text', { mode: 0o644 });

test.each([
  ['sh', undefined],
  ['/bin/sh', undefined],
  ['./runs', undefined],
  ['runs', 'ENOENT'],
  ['no-such-program', 'ENOENT'],
  ['/no/such/program', 'ENOENT'],
  ['./text', 'EACCES'],
  [cwd, 'EACCES'],
])('%s: %s', (name, reason) => {
  expect(whyNotStarted(name, { path: '/no/such/folder:/usr/bin:/bin', cwd })).toBe(reason);
});

test('what is on the path and is no program', () => {
  expect(whyNotStarted('text', { path: cwd, cwd: '/' })).toBe('EACCES');
});

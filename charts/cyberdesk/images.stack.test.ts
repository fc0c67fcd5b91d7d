import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const dockerfiles = ['services/gateway/Dockerfile', 'operator/Dockerfile'];

test.each(dockerfiles)('what %s starts complains about its configuration, by name', (path) => {
  const main = /^CMD \["node", "(.+)"\]$/m.exec(read(path))?.[1] ?? '';
  const { status, stderr } = spawnSync(process.execPath, [join(root, main)], { env: {}, encoding: 'utf8' });
  expect(status).not.toBe(0);
  expect(stderr).toMatch(/SERVICE_(JWKS|KEY)_FILE/);
});

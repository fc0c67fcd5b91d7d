import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const folder = join(import.meta.dirname, '..');
const bin = join(folder, '../../node_modules/.bin');
const consumer = mkdtempSync(join(tmpdir(), 'cyberdesk-package-'));
const installed = join(consumer, 'node_modules/cyberdesk');

const run = (program: string, argv: string[], cwd = consumer): string =>
  execFileSync(program, argv, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

beforeAll(() => {
  mkdirSync(join(consumer, 'node_modules'));
  run(process.execPath, [join(folder, 'scripts/build.ts'), installed], folder);
});
afterAll(() => rmSync(consumer, { recursive: true, force: true }));

test('the package holds what it promises and nothing of the repository', () => {
  expect(readdirSync(installed).sort()).toEqual([
    'LICENSE',
    'README.md',
    'index.cjs',
    'index.d.cts',
    'index.d.ts',
    'index.js',
    'package.json',
  ]);
  run(join(bin, 'publint'), ['--strict', installed]);
});

const use = 'console.log(typeof Cyberdesk, new NotFoundError(404, {}, new Headers()).name)';

test('it loads as an ES module and as CommonJS', () => {
  writeFileSync(
    join(consumer, 'a.mjs'),
    `import { Cyberdesk, NotFoundError } from 'cyberdesk';\n${use}`,
  );
  writeFileSync(
    join(consumer, 'a.cjs'),
    `const { Cyberdesk, NotFoundError } = require('cyberdesk');\n${use}`,
  );
  expect(run(process.execPath, ['a.mjs'])).toBe('function NotFoundError\n');
  expect(run(process.execPath, ['a.cjs'])).toBe('function NotFoundError\n');
});

test('its types hold under the strictest settings of a consumer', () => {
  const program = `import { Cyberdesk, type Desktop } from 'cyberdesk';
const desktop: Desktop = await new Cyberdesk().desktops.create({ wait: true, size: 'small' });
const width: number = (await desktop.screenshot({ format: 'jpeg' })).width;
const code: number | undefined = (await desktop.run(['true'])).exitCode;
// @ts-expect-error an unknown member is refused
await desktop.update({ colour: 'red' });
export { width, code };
`;
  writeFileSync(join(consumer, 'a.mts'), program);
  const strict = ['--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess'];
  const modern = ['--module', 'nodenext', '--target', 'es2024', '--lib', 'esnext,dom'];
  run(join(bin, 'tsc'), ['--noEmit', ...strict, ...modern, 'a.mts']);
});

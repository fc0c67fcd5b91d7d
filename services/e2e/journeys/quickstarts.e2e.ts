import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pythonTools } from '../../../spec/scripts/python-tools.ts';
import { stack } from '../support/stack.ts';

/** The quickstarts run unchanged: the first block of each language, with only key and URL in the environment. */
const root = join(import.meta.dirname, '../../..');
const environment = () => ({
  PATH: process.env['PATH'] ?? '',
  HOME: process.env['HOME'] ?? '',
  CYBERDESK_API_KEY: stack().api.key,
  CYBERDESK_BASE_URL: stack().api.url,
});

const firstBlock = (file: string, language: string): string => {
  const block = readFileSync(join(root, file), 'utf8').match(
    new RegExp('```' + language + '\\n([\\s\\S]*?)```'),
  );
  if (!block?.[1]) throw new Error(`${file} has no \`\`\`${language} block`);
  return block[1];
};

const emptyFolder = (): string => mkdtempSync(join(tmpdir(), 'cyberdesk-quickstart-'));

const expectScreenshot = (folder: string): void => {
  const file = join(folder, 'screenshot.png');
  expect(existsSync(file)).toBe(true);
  expect(readFileSync(file).subarray(1, 4).toString()).toBe('PNG');
};

test.each(['README.md', 'sdks/typescript/README.md'])('the TypeScript quickstart of %s', (file) => {
  const folder = emptyFolder();
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(join(folder, 'quickstart.ts'), firstBlock(file, 'ts'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  execFileSync('node', ['quickstart.ts'], { cwd: folder, env: environment(), stdio: 'inherit' });
  expectScreenshot(folder);
});

test.each(['README.md', 'sdks/python/README.md'])('the Python quickstart of %s', async (file) => {
  const folder = emptyFolder();
  writeFileSync(join(folder, 'quickstart.py'), firstBlock(file, 'python'));
  const tools = await pythonTools();
  const env = { ...environment(), PYTHONPATH: join(root, 'sdks/python/src') };
  execFileSync(join(tools, 'python'), ['quickstart.py'], {
    cwd: folder,
    env,
    stdio: 'inherit',
  });
  expectScreenshot(folder);
});

test('the curl quickstart of README.md', () => {
  const folder = emptyFolder();
  writeFileSync(join(folder, 'quickstart.sh'), firstBlock('README.md', 'bash'));
  execFileSync('bash', ['-euo', 'pipefail', 'quickstart.sh'], {
    cwd: folder,
    env: environment(),
    stdio: 'inherit',
  });
  expectScreenshot(folder);
});

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { pythonTools } from '../../../spec/scripts/python-tools.ts';
import { runnableSnippets, type Snippet } from '../support/snippets.ts';
import { signUp, stack, type Person } from '../support/stack.ts';

/** Each block of the documentation that is marked runnable, as it stands on the page, with only key and URL around it. */
const root = join(import.meta.dirname, '../../..');
const snippets = runnableSnippets();
const run = promisify(execFile);
let person: Person;
let python: string;
let folder: string;

beforeAll(async () => {
  person = await signUp();
  python = join(await pythonTools(), 'python');
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cyberdesk-snippet-'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const commandOf = (language: Snippet['language']): [program: string, ...args: string[]] => {
  if (language === 'ts') return [process.execPath, 'snippet.ts'];
  return language === 'python'
    ? [python, 'snippet.py']
    : ['bash', '-euo', 'pipefail', 'snippet.sh'];
};

const execute = async ({ language, code }: Snippet): Promise<void> => {
  const [program, ...args] = commandOf(language);
  writeFileSync(join(folder, args.at(-1) ?? ''), code);
  await run(program, args, {
    cwd: folder,
    timeout: 300_000,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: process.env['HOME'] ?? '',
      PYTHONPATH: join(root, 'sdks/python/src'),
      CYBERDESK_API_KEY: person.key,
      CYBERDESK_BASE_URL: stack().api.url,
    },
  });
};

describe('the documentation', () => {
  test('has blocks to run in each language', () => {
    const languages = new Set(snippets.map(({ language }) => language));
    expect([...languages].sort()).toEqual(['bash', 'python', 'ts']);
    expect(snippets.length).toBeGreaterThan(20);
  });

  test.each(snippets)('$name runs', async (snippet) => {
    await execute(snippet);
    const left: string[] = [];
    for await (const { id } of person.client.desktops.list({ state: ['running', 'starting'] }))
      left.push(id);
    expect(left).toEqual([]);
  });
});

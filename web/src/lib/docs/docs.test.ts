import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { operations } from './contract.ts';
import { brokenLinks, type LinkedPage } from './links.ts';
import { operationPath } from './operation-pages.ts';
import { problems } from './problems.ts';
import { referenceFiles } from './reference.ts';
import { classesOf } from './python-page.ts';

const web = join(import.meta.dirname, '../../..');
const computed = referenceFiles();
const textOf = (path: string): string => computed.find((file) => file.path === path)?.text ?? '';

const urlOf = (path: string): string =>
  `/docs/${path.replace(/\.md$/, '')}`.replace(/\/index$/, '');

const written = globSync('**/*.md', { cwd: join(web, 'content') }).map((path) => ({
  path,
  text: readFileSync(join(web, 'content', path), 'utf8'),
}));

const pages: LinkedPage[] = [...written, ...computed]
  .filter(({ path }) => path.endsWith('.md'))
  .map(({ path, text }) => ({ url: urlOf(path), text }));

test('every operation of the public contract has a page with request and response', () => {
  const complete = operations.filter((operation) => {
    const text = textOf(`${operationPath(operation)}.md`);
    const request = /## Example request\n([\s\S]*?)\n## /.exec(text)?.[1] ?? '';
    const labels = ['curl', 'TypeScript', 'Python'].map((label) => `tab="${label}"`);
    const answer = /## Example response\n\n```\w+\n[\s\S]+?```/.test(text);
    return answer && labels.every((label) => request.includes(label));
  });
  const document = JSON.parse(
    readFileSync(join(web, '../generated/openapi/api.3.1.json'), 'utf8'),
  ) as { paths: Record<string, object> };
  const count = Object.values(document.paths).flatMap((path) => Object.keys(path)).length;
  expect(count).toBeGreaterThan(30);
  expect(complete).toHaveLength(count);
});

test('every problem of the contract has the page that its type names', () => {
  for (const code of Object.keys(problems)) expect(textOf(`problems/${code}.md`)).toContain(code);
});

test('no link of the documentation is broken', () => {
  const others = new Set(['/llms.txt', '/llms-full.txt']);
  for (const route of others)
    expect(existsSync(join(web, 'src/app', route, 'route.ts'))).toBe(true);
  expect(pages.length).toBeGreaterThan(90);
  expect(brokenLinks(pages, others)).toEqual([]);
});

test('a broken link and a broken anchor are found', () => {
  const sample = [
    {
      url: '/docs/a',
      text: '# A\n\n## Part `one`\n\n[b](/docs/b) [p](#part-one) [q](/docs/a#nowhere)',
    },
  ];
  expect(brokenLinks(sample, new Set())).toEqual(['/docs/a: /docs/b', '/docs/a: /docs/a#nowhere']);
});

test('every page that a list of pages names exists', () => {
  const all = new Set([...written, ...computed].map(({ path }) => path));
  const metas = [
    ...computed,
    ...globSync('**/meta.json', { cwd: join(web, 'content') }).map((path) => ({
      path,
      text: readFileSync(join(web, 'content', path), 'utf8'),
    })),
  ].filter(({ path }) => path.endsWith('meta.json'));
  const missing = metas.flatMap(({ path, text }) => {
    const folder = path.replace(/meta\.json$/, '');
    const names = (JSON.parse(text) as { pages: string[] }).pages;
    const isThere = (name: string): boolean =>
      all.has(`${folder}${name}.md`) ||
      [...all].some((each) => each.startsWith(`${folder}${name}/`));
    return names
      .filter((name) => !/^(---|\.\.\.)/.test(name) && !isThere(name))
      .map((name) => folder + name);
  });
  expect(missing).toEqual([]);
});

test('the pages of the SDKs have the methods of a desktop', () => {
  for (const method of ['create', 'screenshot', 'run', 'acquire', 'stream'])
    for (const language of ['typescript', 'python'])
      expect(textOf(`sdks/${language}.md`)).toContain(`### ${method}\n`);
});

test('docstrings are read with their signatures', () => {
  const text = `class Box:
    """A box."""

    def __init__(self, resources: Resources) -> None:
        self.size = 1
        """How large."""

    def put(
        self,
        thing: str,
        *,
        wait: bool = False,
    ) -> Self:
        """Puts it in."""
        return self

    def _hidden(self) -> None:
        """No."""
`;
  const [box] = classesOf(text);
  expect(box?.doc).toBe('A box.');
  expect(box?.members).toEqual([
    { signature: 'size', doc: 'How large.' },
    { signature: 'def put(thing: str, *, wait: bool = False) -> Self', doc: 'Puts it in.' },
  ]);
});

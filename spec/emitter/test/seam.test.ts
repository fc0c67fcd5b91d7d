import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emitFile } from './compile.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const compiler = path.join(root, 'node_modules/typescript7/bin/tsc');
let folder: string;

/** Inside the repository, so that packages are found by name; ignored by git. */
beforeAll(async () => {
  folder = await mkdtemp(path.join(root, '.cyberdesk-seam-'));
  for (const [file, content] of await emitFile('sample.tsp')) {
    if (!/^generated\/.*\.ts$/.test(file)) continue;
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), content);
  }
  const compilerOptions = { noEmit: true, composite: false, emitDeclarationOnly: false };
  const config = { extends: '../tsconfig.base.json', compilerOptions, files: ['handlers.ts'] };
  await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify(config));
}, 60_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

const cat = `{ id: 'cat_abc', name: 'Mia', mood: 'calm', owner: null, bornAt: '2026-11-23T08:00:00Z' }`;
const complete: Record<string, string> = {
  createCat: `(input) => reply(201, { ...cat, name: input.body.name.repeat(input.body.lives) }, { location: '/x' })`,
  listCats: `(input) => ({ items: [cat], nextCursor: String(input.query.limit + 1) })`,
  streamMeows: `async function* () { yield { id: '1', data: { type: 'meow', catId: 'cat_abc' } }; }`,
  callCat: `async (_input, context, socket) => { (await socket.accept()).send(context.who); }`,
  getHealth: `() => ({ status: 'ok' })`,
};

/** What the compiler says about an object of handlers. */
async function compile(handlers: Record<string, string>): Promise<string> {
  const members = Object.entries(handlers).map(([name, source]) => `  ${name}: ${source},\n`);
  await writeFile(
    path.join(folder, 'handlers.ts'),
    `import { reply } from '@cyberdesk/runtime';
import type { Handlers, Input } from './generated/api/routes.gen.ts';
import { createApiClient } from './generated/api/client.gen.ts';
import { problem } from './generated/problems.gen.ts';

const cat: Awaited<ReturnType<ReturnType<typeof createApiClient>['createCat']>> = ${cat};
export const first: Input<'createCat'>['body']['name'] = cat.name;
export const gone = problem('gone', 'It left.');
export const handlers = {\n${members.join('')}} satisfies Handlers<{ who: string }>;\n`,
  );
  return new Promise((resolve) => {
    execFile(process.execPath, [compiler, '-p', folder], (_error, stdout) => resolve(stdout));
  });
}

test('a complete set of handlers compiles, forwarded operations left to forward', async () => {
  expect(await compile(complete)).toBe('');
}, 60_000);

test.each(Object.keys(complete))(
  'a missing %s does not compile, and is named',
  async (name) => {
    const { [name]: _, ...rest } = complete;
    expect(await compile(rest)).toContain(`Property '${name}' is missing`);
  },
  60_000,
);

test.each([
  ['a misspelled operation', { createKat: '() => cat' }, "'createKat' does not exist"],
  ['a forwarded operation', { teachCat: '() => cat' }, "'teachCat' does not exist"],
  [
    'a member that the contract does not have',
    { createCat: '(input) => ({ ...cat, name: input.body.nme })' },
    "'nme'",
  ],
  [
    'a status that the contract does not have',
    { createCat: '() => reply(200, cat)' },
    'not assignable',
  ],
  [
    'an answer of another shape',
    { listCats: '() => ({ items: [{ name: 5 }] })' },
    'not assignable',
  ],
  [
    'an event of another shape',
    { streamMeows: `async function* () { yield { data: { type: 'woof' } }; }` },
    'not assignable',
  ],
])(
  '%s does not compile',
  async (_, wrong, message) => {
    expect(await compile({ ...complete, ...wrong })).toContain(message);
  },
  60_000,
);

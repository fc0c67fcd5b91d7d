import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { publish } from './output.ts';
import { addToIndex, handledOperations, scaffold } from './scaffold.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cyberdesk-scaffold-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(file: string, content: string): Promise<void> {
  await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
  await writeFile(path.join(folder, file), content);
}

const read = (file: string): Promise<string> => readFile(path.join(folder, file), 'utf8');

const routes = `export interface Handlers<Context> {
  /** Gets. */
  getCat(input: Input<'getCat'>, context: Context): Answer<'getCat'>;

  petTheCat(
    input: Input<'petTheCat'>,
    context: Context,
  ): Answer<'petTheCat'>;
}
`;

const index = `import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { getCat } from './get-cat.ts';

export const handlers = {
  getCat,
} satisfies Handlers<Context>;
`;

test('the operations of a service are those of its Handlers', () => {
  expect(handledOperations(routes)).toEqual(['getCat', 'petTheCat']);
  expect(handledOperations('nothing here')).toEqual([]);
});

test('a new handler enters the index by one import and one line', () => {
  expect(addToIndex(index, 'petTheCat'))
    .toBe(`import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { getCat } from './get-cat.ts';
import { petTheCat } from './pet-the-cat.ts';

export const handlers = {
  petTheCat,
  getCat,
} satisfies Handlers<Context>;
`);
  expect(addToIndex('export const other = 1;', 'petTheCat')).toBeUndefined();
});

test('what is missing is created, what is there is left alone', async () => {
  await write('generated/execd/routes.gen.ts', routes);
  await write('execd/src/handlers/index.ts', index);
  await write('execd/src/handlers/get-cat.ts', '// mine\n');
  const [line, ...others] = await scaffold(folder);
  expect(others).toEqual([]);
  expect(line).toMatch(/^created .*execd\/src\/handlers\/pet-the-cat\.ts and its test$/);
  expect(await read('execd/src/handlers/get-cat.ts')).toBe('// mine\n');
  expect(await read('execd/src/handlers/index.ts')).toContain(
    "import { petTheCat } from './pet-the-cat.ts';",
  );
  const handler = await read('execd/src/handlers/pet-the-cat.ts');
  expect(handler).toContain("export const petTheCat: Handlers<Context>['petTheCat'] = () => {");
  expect(handler).toContain("problem('notImplemented'");
  expect(await read('execd/src/handlers/pet-the-cat.test.ts')).toContain(
    "test.todo('petTheCat does",
  );
  expect(await scaffold(folder)).toEqual([]);
});

test('publishing writes what differs, deletes what is left over and keeps what is hand-written', async () => {
  const target = path.join(folder, 'repository');
  await write('repository/generated/package.json', '{}');
  await write('repository/generated/same.ts', 'same');
  await write('repository/generated/old/left-over.ts', 'old');
  await write('repository/generated/edited.ts', 'edited by hand');
  await write('repository/sdks/typescript/src/client.ts', 'hand-written');
  await write('output/generated/same.ts', 'same');
  await write('output/generated/edited.ts', 'right');
  await write('output/sdks/typescript/src/generated/new.ts', 'new');
  expect(await publish(path.join(folder, 'output'), target)).toEqual({
    written: ['generated/edited.ts', 'sdks/typescript/src/generated/new.ts'],
    deleted: ['generated/old/left-over.ts'],
  });
  expect(await read('repository/generated/edited.ts')).toBe('right');
  expect(await read('repository/generated/package.json')).toBe('{}');
  expect(await read('repository/sdks/typescript/src/client.ts')).toBe('hand-written');
  expect(await publish(path.join(folder, 'output'), target)).toEqual({ written: [], deleted: [] });
});

import { access, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './repository.ts';

/** Folder of each service's source. */
const services = { api: 'services/api/src', gateway: 'services/gateway/src', execd: 'execd/src' };

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

const kebab = (id: string): string => id.replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();

function handlerSource(service: string, id: string): string {
  return `import type { Handlers } from '@cyberdesk/generated/${service}/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const ${id}: Handlers<Context>['${id}'] = () => {
  throw problem('notImplemented', '${id} is not served yet.');
};
`;
}

function testSource(id: string): string {
  return `import { expect, test } from 'vitest';
import { ${id} } from './${kebab(id)}.ts';

test.todo('${id} does what its contract says');

test('${id} exists', () => {
  expect(${id}).toBeTypeOf('function');
});
`;
}

/** The index with one more handler: an import, and the name first in the object. */
export function addToIndex(index: string, id: string): string | undefined {
  if (!/export const handlers = \{/.test(index)) return undefined;
  const line = `import { ${id} } from './${kebab(id)}.ts';\n`;
  const imports = [...index.matchAll(/^import .*;\n/gm)];
  const last = imports.at(-1);
  const at = last ? last.index + last[0].length : 0;
  const imported = index.slice(0, at) + line + index.slice(at);
  return imported.replace(
    /export const handlers = \{\s*/,
    (open) => `${open.trimEnd()}\n  ${id},\n  `,
  );
}

async function addHandler(folder: string, service: string, id: string): Promise<string[]> {
  const file = path.join(folder, 'handlers', `${kebab(id)}.ts`);
  if (await exists(file)) return [];
  const index = path.join(folder, 'handlers/index.ts');
  const source = await readFile(index, 'utf8');
  const extended = addToIndex(source, id);
  if (extended === undefined)
    return [`${index}: add ${id} by hand, \`export const handlers = {\` is not in it`];
  await writeFile(file, handlerSource(service, id));
  await writeFile(file.replace(/\.ts$/, '.test.ts'), testSource(id));
  await writeFile(index, extended);
  return [`created ${path.relative(process.cwd(), file)} and its test`];
}

/** operationIds that a service must serve itself: those of its \`Handlers\`. */
export function handledOperations(routes: string): string[] {
  const handlers = /export interface Handlers<Context> \{([\s\S]*?)\n\}/.exec(routes)?.[1] ?? '';
  return [...handlers.matchAll(/^ {2}(\w+)\(/gm)].map((match) => match[1]!);
}

/** Creates what a new operation needs by hand: its handler, its test, and its line in the index. Never overwrites. */
export async function scaffold(target = root): Promise<string[]> {
  const report: string[] = [];
  for (const [service, place] of Object.entries(services)) {
    const folder = path.join(target, place);
    if (!(await exists(path.join(folder, 'handlers/index.ts')))) continue;
    const routes = await readFile(path.join(target, 'generated', service, 'routes.gen.ts'), 'utf8');
    for (const id of handledOperations(routes))
      report.push(...(await addHandler(folder, service, id)));
  }
  return report;
}

import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { referenceFiles } from './reference.ts';

/** Where the computed pages lie for the build; not in version control. */
const folder = join(import.meta.dirname, '../../../.reference');

const writeChanged = (path: string, text: string): void => {
  const file = join(folder, path);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
};

const removeOthers = (paths: Set<string>): void => {
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    if (/\.(md|json)$/.test(path) && !paths.has(path)) rmSync(join(folder, path));
};

const files = referenceFiles();
for (const { path, text } of files) writeChanged(path, text);
removeOthers(new Set(files.map(({ path }) => path)));

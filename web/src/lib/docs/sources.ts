import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Root of the repository. */
const root = join(import.meta.dirname, '../../../..');

/** Text of a file of the repository. */
export const source = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Names of the files of a folder of the repository. */
export const sourcesIn = (path: string): string[] => readdirSync(join(root, path)).sort();

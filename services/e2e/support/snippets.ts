import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A block of the documentation that is marked runnable. */
export interface Snippet {
  /** Page and number of the block on it. */
  name: string;
  language: 'bash' | 'ts' | 'python';
  code: string;
}

const content = join(import.meta.dirname, '../../../web/content');
const BLOCK = /^```(bash|ts|python) runnable[^\n]*\n([\s\S]*?)^```$/gm;

/** Every block of the documentation that is marked `runnable`. */
export const runnableSnippets = (): Snippet[] =>
  globSync('**/*.md', { cwd: content })
    .sort()
    .flatMap((path) =>
      [...readFileSync(join(content, path), 'utf8').matchAll(BLOCK)].map((block, at) => ({
        name: `${path} ${at + 1}`,
        language: block[1] as Snippet['language'],
        code: block[2] ?? '',
      })),
    );

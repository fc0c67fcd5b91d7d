import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createClient } from '@hey-api/openapi-ts';
import { header } from './literal.ts';
import type { Document, Schema } from './openapi.ts';

/** hey-api makes 64-bit integers `bigint`; on our wire they are JSON numbers below 2^53. */
function plainIntegers(node: unknown): void {
  if (node === null || typeof node !== 'object') return;
  const schema = node as Schema;
  if (schema.type === 'integer') delete schema.format;
  for (const value of Object.values(node)) plainIntegers(value);
}

/** Types of every schema and operation of a document, by hey-api. */
export async function typesFile(document: Document): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cyberdesk-types-'));
  try {
    const copy = structuredClone(document);
    plainIntegers(copy);
    const input = path.join(folder, 'openapi.json');
    await writeFile(input, JSON.stringify(copy));
    await createClient({
      input,
      output: { path: path.join(folder, 'out') },
      plugins: ['@hey-api/typescript'],
      parser: { transforms: { readWrite: false } },
      logs: { level: 'silent' },
    });
    const source = await readFile(path.join(folder, 'out/types.gen.ts'), 'utf8');
    return source.replace(/^\/\/.*\n/, `// ${header}\n`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

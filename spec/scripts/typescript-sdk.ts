import path from 'node:path';
import { createClient } from '@hey-api/openapi-ts';

/** Types and the low-level fetch client of the TypeScript SDK, beside the resource classes that the emitter wrote. */
export async function generateTypescriptSdk(folder: string): Promise<void> {
  await createClient({
    input: path.join(folder, 'generated/openapi/api.3.0.json'),
    output: {
      path: path.join(folder, 'sdks/typescript/src/generated'),
      clean: false,
      entryFile: false,
      module: { extension: '.ts' },
    },
    plugins: ['@hey-api/typescript', '@hey-api/client-fetch'],
    parser: { transforms: { readWrite: false } },
    logs: { level: 'silent' },
  });
}

import path from 'node:path';
import { pythonTools } from './python-tools.ts';
import { run } from './repository.ts';

const config = path.join(import.meta.dirname, 'python/openapi-python-client.yaml');

/** Models and the low-level client of the Python SDK, and the formatting of the resource classes beside them. */
export async function generatePythonSdk(folder: string): Promise<void> {
  const tools = await pythonTools();
  const source = path.join(folder, 'sdks/python/src/cyberdesk');
  const output = path.join(source, '_generated');
  const document = path.join(folder, 'generated/openapi/api.3.0.json');
  const python = path.join(tools, 'python');
  const uvRun = ['run', '--no-project', '--offline', '--python', python];
  const generate = [path.join(tools, 'openapi-python-client'), 'generate', '--path', document];
  const options = ['--meta', 'none', '--overwrite', '--fail-on-warning', '--config', config];
  await run(path.join(tools, 'uv'), [...uvRun, ...generate, '--output-path', output, ...options]);
  const ruff = path.join(tools, 'ruff');
  await run(ruff, [
    'check',
    '--isolated',
    '--quiet',
    '--fix',
    '--select',
    'I,F401',
    '--no-cache',
    source,
  ]);
  await run(ruff, [
    'format',
    '--isolated',
    '--quiet',
    '--line-length',
    '110',
    '--no-cache',
    source,
  ]);
}

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pythonTools } from '../../../spec/scripts/python-tools.ts';

/** Lints and tests the Python SDK with the locked tools. */
const bin = await pythonTools();
const cwd = join(import.meta.dirname, '..');
const steps = [
  ['ruff', 'check', '.'],
  ['ruff', 'format', '--check', '.'],
  ['pytest', '-q', '-p', 'no:cacheprovider'],
];
for (const [tool = '', ...argv] of steps) {
  const { status } = spawnSync(join(bin, tool), argv, { cwd, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../state.ts';

const bin = (name: string): string => join(root, 'node_modules/.bin', name);

const checks: Record<string, string[]> = {
  types: [process.execPath, join(root, 'node_modules/typescript7/bin/tsc'), '-b'],
  lint: [bin('oxlint'), '--type-aware'],
  format: [bin('oxfmt'), '--check'],
  'generated files': [process.execPath, join(root, 'spec/scripts/check-generated.ts')],
};

/** Everything that can be said of the sources without running them. All checks run, also after a failure. */
export const check = async (): Promise<number> => {
  const failed = Object.entries(checks).filter(([name, [program = '', ...argv]]) => {
    process.stdout.write(`\n=== ${name}\n`);
    return spawnSync(program, argv, { cwd: root, stdio: 'inherit' }).status !== 0;
  });
  const names = failed.map(([name]) => name).join(', ');
  process.stdout.write(names ? `\nFailed: ${names}\n` : '\nAll checks passed.\n');
  return failed.length === 0 ? 0 : 1;
};

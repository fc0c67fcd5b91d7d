import { generate } from './generate.ts';
import { generatedPaths } from './output.ts';
import { run } from './repository.ts';

/**
 * Fails when what is there is not what the contract makes (edited by hand, forgotten, left over), or when it is not
 * committed. The right files are in place afterwards.
 */
async function check(): Promise<void> {
  const { written, deleted } = await generate();
  const status = await run('git', [
    'status',
    '--porcelain',
    '--untracked-files=all',
    '--',
    ...generatedPaths,
  ]);
  const uncommitted = status.split('\n').flatMap((line) => (line ? [line.slice(3)] : []));
  const files = [...new Set([...written, ...deleted, ...uncommitted])].sort();
  if (files.length === 0) return;
  const list = files.map((file) => `  ${file}`).join('\n');
  throw new Error(
    `Not what the contract makes, or not committed:\n${list}\nCommit what is there now.`,
  );
}

try {
  await check();
  console.log('Generated files are what the contract makes.');
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

import { generate } from './generate.ts';
import { generatedPaths } from './output.ts';
import { run } from './repository.ts';

/** Fails when what is committed is not what the contract makes: edited by hand, forgotten, or left over. */
async function check(): Promise<void> {
  await generate();
  const status = await run('git', [
    'status',
    '--porcelain',
    '--untracked-files=all',
    '--',
    ...generatedPaths,
  ]);
  const files = status.split('\n').filter(Boolean);
  if (files.length === 0) return;
  const list = files.map((line) => `  ${line}`).join('\n');
  throw new Error(
    `Generated files differ from what is committed:\n${list}\nRun \`npm run generate\` and commit the result.`,
  );
}

try {
  await check();
  console.log('Generated files are what the contract makes.');
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

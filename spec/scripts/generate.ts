import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { generateChartCrds } from './chart-crds.ts';
import { generateChartRoles } from './chart-roles.ts';
import { publish, type Difference } from './output.ts';
import { generatePythonSdk } from './python-sdk.ts';
import { lockPython } from './python-tools.ts';
import { root, runNode } from './repository.ts';
import { scaffold } from './scaffold.ts';
import { generateTypescriptSdk } from './typescript-sdk.ts';

/** The repository's style, without its list of files to leave alone: generated files are on it. */
async function format(folder: string): Promise<void> {
  const settings = JSON.parse(await readFile(path.join(root, '.oxfmtrc.json'), 'utf8')) as object;
  const config = path.join(folder, 'oxfmt.json');
  await writeFile(
    config,
    JSON.stringify({ ...settings, ignorePatterns: ['**/*.json', '**/*.yaml', '**/*.py'] }),
  );
  await runNode('oxfmt/bin/oxfmt', ['--config', config, '--write', folder], folder);
}

async function compile(folder: string): Promise<void> {
  const output = `@cyberdesk/emitter.emitter-output-dir=${folder}`;
  await runNode('@typespec/compiler/cmd/tsp.js', ['compile', '.', '--option', output]);
}

interface Generated extends Difference {
  /** What could not be made and was left as it is. */
  skipped: string[];
}

/**
 * Rebuilds everything that is generated, from contract and chart, and puts it into the repository in one go. Only with
 * `complete: false` may it leave out what needs a program that cannot be had.
 */
export async function generate({ complete = true } = {}): Promise<Generated> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cyberdesk-generate-'));
  try {
    await compile(folder);
    await generateChartCrds(folder);
    const skipped = await generateChartRoles(folder, complete);
    await generateTypescriptSdk(folder);
    await generatePythonSdk(folder);
    await format(folder);
    return { ...(await publish(folder)), skipped };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      'lock-python': { type: 'boolean', default: false },
      'no-scaffold': { type: 'boolean', default: false },
    },
  });
  try {
    if (values['lock-python']) await lockPython();
    const { written, deleted, skipped } = await generate({ complete: false });
    const report = [
      ...written.map((file) => `wrote ${file}`),
      ...deleted.map((file) => `deleted ${file}`),
      ...skipped,
    ];
    if (!values['no-scaffold']) report.push(...(await scaffold()));
    console.log(report.length > 0 ? report.join('\n') : 'Everything generated is up to date.');
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}

import { join } from 'node:path';
import { startStack } from './stack.ts';
import { command, vitest, type Outcome, type Step } from './steps.ts';

const root = join(import.meta.dirname, '../../..');
const typescript = join(root, 'node_modules/typescript7/bin/tsc');

/** What needs neither a machine nor a cluster. */
export const fastSteps = (): Step[] => [
  command('types', ['node', typescript, '-b']),
  command('lint', ['oxlint', '--type-aware']),
  command('format', ['oxfmt', '--check']),
  { name: 'unit tests', run: () => vitest('unit', []) },
];

/** Everything, from nothing. */
export const fullSteps = (): Step[] => [
  ...fastSteps(),
  command('generated files', ['node', join(root, 'spec/scripts/check-generated.ts')]),
  command('Python SDK', ['node', join(root, 'sdks/python/scripts/test.ts')]),
  { name: 'stack tests', run: () => vitest('stack', []) },
  { name: 'start, stop and recovery', run: () => vitest('e2e', ['start-stop']) },
  { name: 'simulated stack', run: () => onStack('simulated', ['contract']) },
  {
    name: 'process stack',
    run: () => onStack('process', ['lifecycle', 'access', 'bad-input', 'live-view']),
  },
  {
    name: 'qemu stack',
    run: () => onStack('qemu', ['desktop', 'quickstarts', 'live-view', 'isolation', 'chaos']),
  },
];

const onStack = async (driver: string, suites: string[]): Promise<Outcome> => {
  const stack = await startStack(driver);
  try {
    return await vitest(
      'e2e',
      suites.map((suite) => `journeys/${suite}`),
      stack.env,
    );
  } finally {
    await stack.stop();
  }
};

import { join } from 'node:path';
import { installPackages } from './packages.ts';
import { startStack } from './stack.ts';
import { command, vitest, type Outcome, type Step } from './steps.ts';

const root = join(import.meta.dirname, '../../..');
const typescript = join(root, 'node_modules/typescript7/bin/tsc');

const statics = (): Step[] => [
  command('types', ['node', typescript, '-b']),
  // Its own program: Next builds it, and writes some of its types.
  { name: 'types of the web frontend', run: webTypes },
  command('lint', ['oxlint', '--type-aware']),
  command('format', ['oxfmt', '--check']),
];

const next = join(root, 'node_modules/next/dist/bin/next');

const webTypes = async (): Promise<Outcome> => {
  const written = await command('routes', ['node', next, 'typegen', join(root, 'web')]).run();
  const project = ['-p', join(root, 'web'), '--noEmit', '--incremental', 'false'];
  const checked = await command('web', ['node', typescript, ...project]).run();
  const failed = written.failed + checked.failed;
  return { passed: failed === 0 ? 1 : 0, failed: failed === 0 ? 0 : 1 };
};

const generated = (): Step =>
  command('generated files', ['node', join(root, 'spec/scripts/check-generated.ts')]);

const systemPackages = (full: boolean): Step => ({
  name: 'system packages',
  run: async () => {
    await installPackages(full);
    return { passed: 1, failed: 0 };
  },
});

const units = (): Step => ({ name: 'unit tests', run: () => vitest('unit', []) });

/** What is checked without running anything of ours. */
export const checkSteps = (): Step[] => [...statics(), generated()];

/** What needs neither a machine nor a cluster. */
export const fastSteps = (): Step[] => [systemPackages(false), ...statics(), units()];

/** Everything, from nothing. */
export const fullSteps = (): Step[] => [
  systemPackages(true),
  ...statics(),
  units(),
  generated(),
  command('Python SDK', ['node', join(root, 'sdks/python/scripts/test.ts')]),
  command('cluster programs', ['node', join(root, 'local/cluster/prepare.ts')]),
  { name: 'stack tests', run: () => vitest('stack', []) },
  { name: 'start, stop and recovery', run: () => vitest('e2e', ['start-stop']) },
  { name: 'simulated stack', run: () => onStack('simulated', ['contract']) },
  {
    name: 'process stack',
    run: () =>
      onStack(
        'process',
        ['lifecycle', 'access', 'bad-input', 'live-view', 'files', 'docs-snippets'],
        ['conformance', 'reach'],
        ['roll'],
        ['web-', 'docs-', 'dashboard', 'playground'],
      ),
  },
  {
    name: 'qemu stack',
    // Chaos last: what it leaves behind would be the next suite's trouble.
    run: () =>
      onStack(
        'qemu',
        ['desktop', 'quickstarts', 'live-view', 'isolation', 'image', 'conformance'],
        ['chaos'],
      ),
  },
];

/** Kill -9 of every service amid creates and deletes. */
export const chaosSteps = (): Step[] => [{ name: 'chaos', run: () => onStack('qemu', ['chaos']) }];

/** Runs groups of suites one after the other on one stack. */
const onStack = async (driver: string, ...groups: string[][]): Promise<Outcome> => {
  const stack = await startStack(driver);
  const total = { passed: 0, failed: 0 };
  try {
    for (const suites of groups) {
      const filters = suites.map((suite) => `journeys/${suite}`);
      const { passed, failed } = await vitest('e2e', filters, stack.env);
      total.passed += passed;
      total.failed += failed;
    }
    return total;
  } finally {
    await stack.stop();
  }
};

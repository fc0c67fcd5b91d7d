import { chooseDriver } from './state.ts';
import { reset, stop } from './verbs/stop.ts';
import { startDetached, startForeground } from './verbs/start.ts';
import { status } from './verbs/status.ts';

const [verb = '', ...argv] = process.argv.slice(2);

const verbs: Record<string, () => Promise<number>> = {
  start: () =>
    argv.includes('--detach') ? startDetached(argv) : startForeground(chooseDriver(argv), false),
  dev: () => startForeground(chooseDriver(argv), true),
  status: () => status(argv.includes('--json')),
  stop,
  reset,
};

const run = verbs[verb];
if (!run)
  throw new Error(`There is no verb "${verb}". Use one of ${Object.keys(verbs).join(', ')}.`);
try {
  process.exitCode = await run();
} catch (error) {
  process.stderr.write(`\n${(error as Error).message}\n`);
  process.exitCode = 1;
}
if (verb !== 'start' && verb !== 'dev') process.exit();

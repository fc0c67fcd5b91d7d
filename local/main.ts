import { parseArgs } from 'node:util';
import { chooseDriver } from './state.ts';
import { startDetached, startForeground } from './verbs/start.ts';
import { status } from './verbs/status.ts';
import { reset, stop } from './verbs/stop.ts';

/** The flags of a verb; another one is refused by name. */
const flags = (options: Record<string, { type: 'boolean' | 'string' }>) =>
  parseArgs({ args: process.argv.slice(3), options, strict: true }).values;

const start = (): Promise<number> => {
  const given = flags({ detach: { type: 'boolean' }, driver: { type: 'string' } });
  const driver = chooseDriver(given['driver'] as string | undefined);
  return given['detach'] ? startDetached(driver) : startForeground(driver, false);
};

const dev = (): Promise<number> => {
  const given = flags({ driver: { type: 'string' } });
  return startForeground(chooseDriver(given['driver'] as string | undefined), true);
};

const verbs: Record<string, () => Promise<number>> = {
  start,
  dev,
  status: () => status(flags({ json: { type: 'boolean' } })['json'] === true),
  stop: () => (flags({}), stop()),
  reset: () => (flags({}), reset()),
};

// A terminal that goes away must not end the stack without order.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
const verb = process.argv[2] ?? '';
try {
  const run = verbs[verb];
  if (!run)
    throw new Error(`There is no verb "${verb}". Use one of ${Object.keys(verbs).join(', ')}.`);
  process.exit(await run());
} catch (error) {
  process.stderr.write(`\n${(error as Error).message}\n`);
  process.exit(1);
}

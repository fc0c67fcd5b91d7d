import { parseArgs } from 'node:util';
import { checks, connect, runChecks } from './index.ts';
import type { Outcome } from './index.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    token: { type: 'string' },
    only: { type: 'string' },
    omit: { type: 'string', default: '' },
  },
});

/** One line for each check. */
export const line = ({ check, result, error, durationMs }: Outcome): string => {
  const what = `${check.area}: ${check.promise} (${durationMs} ms)`;
  if (result === 'omitted') return `omit ${what}: this kind of desktop has no ${check.needs}`;
  return result === 'ok' ? `ok   ${what}` : `FAIL ${what}: ${error}`;
};

if (!values.url || !values.token) {
  say('Give --url, which stands before /screenshot, and --token. See spec/conformance/README.md.');
  process.exitCode = 2;
} else {
  const outcomes = await runChecks(checks, connect(values.url, values.token), {
    only: values.only,
    omit: values.omit.split(',').map((word) => word.trim()),
    report: (outcome) => say(line(outcome)),
  });
  const count = (result: Outcome['result']) =>
    outcomes.filter((one) => one.result === result).length;
  say(`${count('ok')} passed, ${count('failed')} failed, ${count('omitted')} omitted`);
  process.exitCode = count('failed') === 0 ? 0 : 1;
}

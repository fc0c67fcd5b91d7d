import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How many checks of a step held. */
export interface Outcome {
  passed: number;
  failed: number;
}

/** One part of a test run; a thrown error counts as one failure. */
export interface Step {
  name: string;
  run: () => Promise<Outcome>;
}

/** Runs every step, also after a failure, and prints the closing line. Returns the number of failures. */
export const runSteps = async (steps: Step[]): Promise<number> => {
  const total: Outcome = { passed: 0, failed: 0 };
  const lines: string[] = [];
  for (const step of steps) {
    console.log(`\n=== ${step.name}`);
    const begun = Date.now();
    const outcome = await attempt(step);
    total.passed += outcome.passed;
    total.failed += outcome.failed;
    const seconds = ((Date.now() - begun) / 1000).toFixed(0);
    lines.push(
      `${outcome.failed ? 'FAILED' : 'ok'}  ${step.name}: ${outcome.passed} passed, ${outcome.failed} failed, ${seconds} s`,
    );
    console.log(lines.at(-1));
  }
  console.log(`\n${lines.join('\n')}\n\n${total.passed} passed, ${total.failed} failed`);
  return total.failed;
};

const attempt = async (step: Step): Promise<Outcome> => {
  try {
    return await step.run();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1 };
  }
};

/** Runs a program to its end with its output on ours. Resolves with the exit code. */
export const run = (argv: string[], env: Record<string, string> = {}): Promise<number> =>
  new Promise((resolve, reject) => {
    const [program = '', ...rest] = argv;
    const child = spawn(program, rest, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });

/** A program that must exit with 0, as one check. */
export const command = (name: string, argv: string[], env?: Record<string, string>): Step => ({
  name,
  run: async () =>
    (await run(argv, env)) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 },
});

/** A vitest project, each test one check. No test at all is a failure. */
export const vitest = async (
  project: string,
  filters: string[],
  env?: Record<string, string>,
): Promise<Outcome> => {
  const folder = mkdtempSync(join(tmpdir(), 'cyberdesk-vitest-'));
  const file = join(folder, 'report.json');
  const code = await run(
    [
      'vitest',
      'run',
      '--project',
      project,
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${file}`,
      ...filters,
    ],
    env,
  );
  const report = readReport(file);
  rmSync(folder, { recursive: true });
  const failed = report.numFailedTests + (report.numFailedTests === 0 && code !== 0 ? 1 : 0);
  return { passed: report.numPassedTests, failed: failed + (report.numTotalTests === 0 ? 1 : 0) };
};

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numTotalTests: number;
}

const readReport = (file: string): Report => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, numTotalTests: 0 };
  }
};

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './steps.ts';

const root = join(import.meta.dirname, '../../..');
const bootstrap = join(root, 'local/bootstrap.mjs');

/** A stack of its own for tests: own state folder, free ports, beside whatever else runs on the machine. */
export interface TestStack {
  env: Record<string, string>;
  stop: () => Promise<void>;
}

/** Environment of a stack with this driver. */
export const stackEnvironment = (driver: string): Record<string, string> => ({
  CYBERDESK_STATE: join(root, `.cyberdesk-test-${driver}`),
  CYBERDESK_PORTS: 'free',
  CYBERDESK_DRIVER: driver,
  // Building the pages takes half a minute; only the suites of this stack look at them.
  CYBERDESK_WEB: driver === 'process' ? 'on' : 'off',
});

/** Starts a stack from an empty state and waits until it is healthy. */
export const startStack = async (
  driver: string,
  extra: Record<string, string> = {},
): Promise<TestStack> => {
  const env = { ...stackEnvironment(driver), ...extra };
  await verb('reset', env);
  if ((await verb('start', env, ['--detach'])) !== 0)
    throw new Error(`the ${driver} stack did not start`);
  const status = join(env['CYBERDESK_STATE'] ?? '', 'e2e-status.json');
  writeFileSync(status, readStatus(env), { mode: 0o600 });
  return {
    env: { ...env, CYBERDESK_E2E_STATUS: status },
    stop: async () => {
      if ((await verb('stop', env)) !== 0) throw new Error(`the ${driver} stack did not stop`);
    },
  };
};

/** Runs one of the README's verbs against the stack of this environment. */
export const verb = (
  name: string,
  env: Record<string, string>,
  rest: string[] = [],
): Promise<number> => run(['node', bootstrap, name, ...rest], env);

/** `npm run status -- --json`. */
export const readStatus = (env: Record<string, string>): string => {
  const result = spawnSync('node', [bootstrap, 'status', '--json'], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  if (result.status !== 0) throw new Error(`status failed: ${result.stderr}`);
  return result.stdout;
};

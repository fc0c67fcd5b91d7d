import { join } from 'node:path';
import { startStack } from '../../services/e2e/runner/stack.ts';
import type { Cleanup } from './cleanup.ts';

const root = join(import.meta.dirname, '../..');

/** A stack for a measurement, in a state folder of its own; what reads `process.env` finds it from now on. */
export const startOwnStack = async (
  cleanup: Cleanup,
  driver: 'qemu' | 'process' | 'simulated',
  extra: Record<string, string> = {},
): Promise<void> => {
  const folder = join(root, `.cyberdesk-bench-${driver}`);
  const stack = await startStack(driver, {
    CYBERDESK_WEB: 'off',
    CYBERDESK_STATE: folder,
    ...extra,
  });
  cleanup.add(stack.stop);
  Object.assign(process.env, stack.env);
};

import { join } from 'node:path';
import { stackEnvironment, startStack, verb } from '../../services/e2e/runner/stack.ts';
import type { Cleanup } from './cleanup.ts';

const root = join(import.meta.dirname, '../..');

/** A stack for a measurement, in a state folder of its own; what reads `process.env` finds it from now on. */
export const startOwnStack = async (
  cleanup: Cleanup,
  driver: 'qemu' | 'process' | 'simulated',
  extra: Record<string, string> = {},
): Promise<void> => {
  const CYBERDESK_STATE = join(root, `.cyberdesk-bench-${driver}`);
  const wanted = { CYBERDESK_WEB: 'off', CYBERDESK_STATE, ...extra };
  // Before the start: one that is broken off half-way leaves processes too.
  cleanup.add(() => verb('stop', { ...stackEnvironment(driver), ...wanted }));
  const { env } = await startStack(driver, wanted);
  Object.assign(process.env, env);
};

import type { Check } from './check.ts';
import { commands } from './checks/commands.ts';
import { files } from './checks/files.ts';
import { input } from './checks/input.ts';
import { machine } from './checks/machine.ts';
import { screen } from './checks/screen.ts';
import { windows } from './checks/windows.ts';

/** Every promise of a desktop. */
export const checks: readonly Check[] = [
  ...machine,
  ...files,
  ...commands,
  ...screen,
  ...input,
  ...windows,
];

/** What the `process` driver cannot promise: it shares kernel, clock and processes with its host. */
export const omittedByProcess = ['identity', 'clock', 'fork bomb'] as const;

export { runChecks } from './check.ts';
export type { Check, Outcome } from './check.ts';
export { connect } from './target.ts';
export type { Target, TokenFor } from './target.ts';

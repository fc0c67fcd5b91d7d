import type { Caller } from './auth.ts';
import type { Control } from './system/control/control.ts';
import type { Desktop } from './system/desktop.ts';
import type { Machine } from './system/machine/machine.ts';
import type { Commands } from './system/processes/command.ts';
import type { User } from './system/processes/user.ts';
import type { Bridge } from './system/vnc/bridge.ts';

/** What the handlers use of the machine; made once. */
export interface System {
  desktop: Desktop;
  control: Control;
  commands: Commands;
  machine: Machine;
  bridge: Bridge;
  user: User;
  build: string;
  contractVersion: string;
  checks(): Record<string, string>;
}

/** What a handler gets beside its input. */
export interface Context {
  system: System;
  /** Absent for operations that need no token. */
  caller: Caller | undefined;
  /** Aborts when the client goes away. */
  signal: AbortSignal;
}

/** Who calls an operation that needs a token: without one, authentication has already refused. */
export function callerOf({ caller }: Context): Caller {
  if (!caller) throw new Error('an operation that needs a token was reached without one');
  return caller;
}

import type { Caller } from './auth.ts';
import type { Accessibility } from './system/accessibility/accessibility.ts';
import type { Applications } from './system/applications/applications.ts';
import type { Browser } from './system/browser/browser.ts';
import type { Clipboard } from './system/clipboard/clipboard.ts';
import type { Control } from './system/control/control.ts';
import type { Desktop } from './system/desktop.ts';
import { ask } from './system/files/path.ts';
import type { Asked } from './system/files/path.ts';
import type { Tools } from './system/input/tools.ts';
import type { Machine } from './system/machine/machine.ts';
import type { Writers } from './system/processes/attach.ts';
import type { Commands } from './system/processes/command.ts';
import type { User } from './system/processes/user.ts';
import type { Recordings } from './system/recordings/recordings.ts';
import type { Tunnels } from './system/ports/tunnel.ts';
import type { Timeline } from './system/timeline/timeline.ts';
import type { Bridge } from './system/vnc/bridge.ts';
import type { Windows } from './system/windows/windows.ts';

/** What the handlers use of the machine; made once. */
export interface System {
  desktop: Desktop;
  control: Control;
  commands: Commands;
  writers: Writers;
  tools: Tools;
  clipboard: Clipboard;
  windows: Windows;
  applications: Applications;
  accessibility: Accessibility;
  browser: Browser;
  machine: Machine;
  bridge: Bridge;
  tunnels: Tunnels;
  recordings: Recordings;
  timeline: Timeline;
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
  /** What a handler says about its request beside the answer. */
  notes: { failed?: boolean };
  /** Aborts when the client goes away. */
  signal: AbortSignal;
}

/** Who calls an operation that needs a token: without one, authentication has already refused. */
export function callerOf({ caller }: Context): Caller {
  if (!caller) throw new Error('an operation that needs a token was reached without one');
  return caller;
}

/** A path of a file operation, beneath the directory that the caller's token is confined to. */
export function askedPath(context: Context, path: string, pointer?: string): Asked {
  return ask(callerOf(context).filesRoot, path, pointer);
}

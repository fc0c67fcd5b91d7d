import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import type { Context } from '../context.ts';
import { bindMachine } from './bind-machine.ts';
import { getDisplay } from './get-display.ts';
import { getHealth } from './get-health.ts';
import { getReadiness } from './get-readiness.ts';
import { getVersion } from './get-version.ts';
import { listFiles } from './list-files.ts';
import { openLiveView } from './open-live-view.ts';
import { performActions } from './perform-actions.ts';
import { readFile } from './read-file.ts';
import { runCommand } from './run-command.ts';
import { statFile } from './stat-file.ts';
import { takeScreenshot } from './take-screenshot.ts';
import { writeFile } from './write-file.ts';
import { acquireControl } from './acquire-control.ts';
import { getControl } from './get-control.ts';
import { releaseControl } from './release-control.ts';

export const handlers = {
  releaseControl,
  getControl,
  acquireControl,
  bindMachine,
  getDisplay,
  getHealth,
  getReadiness,
  getVersion,
  listFiles,
  openLiveView,
  performActions,
  readFile,
  runCommand,
  statFile,
  takeScreenshot,
  writeFile,
} satisfies Handlers<Context>;

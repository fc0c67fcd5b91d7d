import { freeDisplay } from '../../execd/test/xserver.ts';
import { freePort } from '../../local/supervisor/ports.ts';
import { existsSync } from 'node:fs';
import type { Cleanup } from '../support/cleanup.ts';
import type { Size } from '../support/execd.ts';
import { listens, startProgram } from '../support/program.ts';

/** x11vnc on an Xvfb of its own: the usual way to show a screen that has no VNC server. */
export const startX11vnc = async (
  cleanup: Cleanup,
  { width, height }: Size,
  flags: string[],
): Promise<{ display: number; port: number }> => {
  const [display, port] = [freeDisplay(), await freePort()];
  const screen = ['-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp'];
  const xvfb = startProgram(['Xvfb', `:${display}`, ...screen]);
  cleanup.add(xvfb.stop);
  await xvfb.until(() => Promise.resolve(existsSync(`/tmp/.X11-unix/X${display}`)));
  const options = ['-forever', '-shared', '-nopw', '-localhost', '-quiet', '-noxrecord'];
  const argv = ['x11vnc', '-display', `:${display}`, '-rfbport', String(port), ...options];
  const x11vnc = startProgram([...argv, ...flags]);
  cleanup.add(x11vnc.stop);
  await x11vnc.until(() => listens(port));
  return { display, port };
};

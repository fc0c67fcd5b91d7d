import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { serverArguments } from '../src/system/session/xserver.ts';

export interface TestServer {
  number: number;
  rfbSocket: string;
  child: ChildProcess;
  stop(): Promise<void>;
}

/** A private Xtigervnc on a free display, with the arguments that execd uses. */
export async function startServer(
  options: { number?: number; size?: { width: number; height: number } } = {},
): Promise<TestServer> {
  const directory = await mkdtemp(join(tmpdir(), 'execd-x-'));
  const rfbSocket = join(directory, 'rfb');
  const size = options.size ?? { width: 1024, height: 768 };
  const chosen = options.number === undefined ? [] : [`:${options.number}`];
  const child = spawn(
    'Xtigervnc',
    [...chosen, '-displayfd', '3', ...serverArguments({ size, rfbSocket, desktopName: 'test' })],
    { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] },
  );
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const reports = child.stdio[3] as Readable;
  const line = await Promise.race([
    once(reports, 'data'),
    once(child, 'exit').then(() => Promise.reject(new Error(`Xtigervnc did not start: ${errors}`))),
  ]);
  return {
    number: Number(String(line[0])),
    rfbSocket,
    child,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      await rm(directory, { recursive: true, force: true });
    },
  };
}

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { serverArguments } from '../src/system/session/xserver.ts';

export interface TestServer {
  number: number;
  rfbSocket: string;
  child: ChildProcess;
  stop(): Promise<void>;
}
interface Options {
  number?: number;
  size?: { width: number; height: number };
}

/** A private Xtigervnc with the arguments that execd uses, on a display of its own. */
export async function startServer(options: Options = {}): Promise<TestServer> {
  const directory = await mkdtemp(join(tmpdir(), 'execd-x-'));
  const rfbSocket = join(directory, 'rfb');
  const size = options.size ?? { width: 1024, height: 768 };
  const number = options.number ?? freeDisplay();
  const args = serverArguments({ size, rfbSocket, desktopName: 'test' });
  const child = spawn('Xtigervnc', [`:${number}`, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (errors += text));
  // The socket of the viewers is there a moment after that of the programs.
  while (!(await answers(`/tmp/.X11-unix/X${number}`)) || !(await answers(rfbSocket))) {
    if (child.exitCode !== null) throw new Error(`Xtigervnc did not start: ${errors}`);
    await delay(10);
  }
  return {
    number,
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

/** Far from the numbers that people use; the server itself refuses one that is taken. */
export function freeDisplay(): number {
  let number = 0;
  do number = randomInt(2000, 50_000);
  while (existsSync(`/tmp/.X${number}-lock`));
  return number;
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

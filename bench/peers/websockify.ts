import { freePort } from '../../local/supervisor/ports.ts';
import type { Cleanup } from '../support/cleanup.ts';
import { listens, onCore, startProgram } from '../support/program.ts';

/** Debian's websockify before a TCP port. */
export const startWebsockify = async (
  cleanup: Cleanup,
  target: number,
): Promise<{ pid: number; url: string }> => {
  const port = await freePort();
  const argv = ['websockify', `127.0.0.1:${port}`, `127.0.0.1:${target}`];
  const program = startProgram(onCore(1, argv));
  cleanup.add(program.stop);
  await program.until(() => listens(port));
  return { pid: program.pid, url: `ws://127.0.0.1:${port}/` };
};

import { join } from 'node:path';
import type { Cleanup } from '../support/cleanup.ts';
import { nodeScript, onCore, startProgram } from '../support/program.ts';

/** A proxy that runs. */
export interface Proxy {
  port: number;
  pids: number[];
}

/** `http-proxy` from npm in a process of its own, connections to the upstream kept. */
export const startHttpProxy = async (cleanup: Cleanup, upstream: number): Promise<Proxy> => {
  const script = nodeScript(join(import.meta.dirname, 'http-proxy-main.ts'), String(upstream));
  const program = startProgram(onCore(1, script), { NODE_ENV: 'production' });
  cleanup.add(program.stop);
  const { port } = await program.announcement<{ port: number }>();
  return { port, pids: [program.pid] };
};

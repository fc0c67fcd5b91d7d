import { spawn } from 'node:child_process';

const OUTPUT_LIMIT = 64 * 1024;

export interface RunOptions {
  cwd?: string;
  input?: string;
  timeoutMs?: number;
}

/** Runs one program (never a shell) to its end; a failure carries the end of what it said. */
export function run(command: string, args: string[], options: RunOptions = {}): Promise<string> {
  const { cwd, input = '', timeoutMs = 60_000 } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...(cwd && { cwd }),
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    });
    let out = '';
    let err = '';
    child.stdout.on(
      'data',
      (chunk: Buffer) => (out = (out + chunk.toString()).slice(-OUTPUT_LIMIT)),
    );
    child.stderr.on(
      'data',
      (chunk: Buffer) => (err = (err + chunk.toString()).slice(-OUTPUT_LIMIT)),
    );
    child.on('error', (error) => reject(new Error(`cannot run ${command}: ${error.message}`)));
    child.on('close', (code, signal) => {
      if (code === 0) resolve(out);
      else
        reject(
          new Error(`${command} failed (${code ?? signal}): ${(err || out).trim().slice(-1000)}`),
        );
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

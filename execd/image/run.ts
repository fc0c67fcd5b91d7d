import { spawn } from 'node:child_process';

const OUTPUT_LIMIT = 1024 * 1024;

export interface RunOptions {
  cwd?: string;
  input?: string;
  env?: Record<string, string>;
  /** Sees each line of standard error while the command runs: the tools used here report progress there. */
  onLine?: (line: string) => void;
}

/** Runs one program (never a shell) and gives its standard output; a failure carries the end of what it said. */
export function run(command: string, args: string[], options: RunOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...globalThis.process.env, ...options.env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const out = tail();
    const err = tail();
    child.stdout.on('data', (chunk: Buffer) => out.add(chunk));
    child.stderr.on('data', (chunk: Buffer) => {
      err.add(chunk);
      for (const line of chunk.toString().split(/[\r\n]+/)) if (line) options.onLine?.(line);
    });
    child.on('error', (error) => reject(new Error(`cannot run ${command}: ${error.message}`)));
    child.on('close', (code, signal) => {
      if (code === 0) resolve(out.text());
      else
        reject(
          new Error(
            `${command} failed (${code ?? signal}): ${(err.text() || out.text()).slice(-2000)}`,
          ),
        );
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
  });
}

/** The last part of a stream, bounded: a tool that talks without end must not fill the memory. */
function tail(): { add: (chunk: Buffer) => void; text: () => string } {
  let text = '';
  return {
    add: (chunk) => {
      text = (text + chunk.toString()).slice(-OUTPUT_LIMIT);
    },
    text: () => text,
  };
}

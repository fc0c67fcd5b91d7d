import { execFile } from 'node:child_process';

const TIMEOUT_MS = 10_000;
const MAX_OUTPUT = 4 * 1024 * 1024;

/** Runs a tool of the operating system by its arguments, never through a shell. */
export function runTool(
  file: string,
  args: string[],
  env?: Record<string, string>,
): Promise<Buffer> {
  const options = {
    timeout: TIMEOUT_MS,
    maxBuffer: MAX_OUTPUT,
    encoding: 'buffer' as const,
    ...(env ? { env } : {}),
  };
  return new Promise((resolve, reject) => {
    execFile(file, args, options, (error, stdout, stderr) => {
      if (!error) resolve(stdout);
      else reject(new Error(`${file} failed: ${stderr.toString('utf8').trim()}`, { cause: error }));
    });
  });
}

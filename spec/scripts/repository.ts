import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

export const root = path.resolve(import.meta.dirname, '../..');

const execute = promisify(execFile);

/** Runs a program in the repository; its output is the error when it fails. */
export async function run(program: string, args: string[], cwd = root): Promise<string> {
  try {
    const { stdout } = await execute(program, args, { cwd, maxBuffer: 64 * 1024 * 1024 });
    return stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    const output = `${stdout}${stderr}`.trim();
    throw new Error(`${path.basename(program)} failed:\n${output || String(error)}`, {
      cause: error,
    });
  }
}

/** Runs a program that came with npm, on the Node that runs us. */
export function runNode(script: string, args: string[], cwd = root): Promise<string> {
  return run(process.execPath, [path.join(root, 'node_modules', script), ...args], cwd);
}

import { run } from '../system/run.ts';

/** A copy-on-write disk on top of one that never changes again. */
export async function createOverlay(file: string, backing: string): Promise<void> {
  await run('qemu-img', ['create', '-q', '-f', 'qcow2', '-F', 'qcow2', '-b', backing, file]);
}

export async function qemuVersion(): Promise<string> {
  return (await run('qemu-system-x86_64', ['--version'])).split('\n')[0]?.trim() ?? 'unknown';
}

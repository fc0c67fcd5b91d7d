import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

const BOUND_MS = 15_000;
/** What a kernel says that came to the end of its boot and found no disk. */
const BOOTED = /Unable to mount root|No working init found|Kernel panic/;

/**
 * Whether hardware virtualization works, found out by booting: the device may be there and hang every
 * kernel (nested machines), so its presence says nothing.
 */
export async function probeAccelerator(image: string): Promise<'kvm' | 'tcg'> {
  try {
    accessSync('/dev/kvm', constants.R_OK | constants.W_OK);
  } catch {
    return 'tcg';
  }
  return (await bootsWithKvm(join(image, 'vmlinuz'))) ? 'kvm' : 'tcg';
}

function bootsWithKvm(kernel: string): Promise<boolean> {
  const args = [
    ['-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot', '-serial', 'stdio'],
    ['-machine', 'q35', '-accel', 'kvm', '-cpu', 'host', '-smp', '2', '-m', '256M'],
    ['-kernel', kernel, '-append', 'console=ttyS0 panic=-1'],
  ].flat();
  return new Promise((resolve) => {
    const child = spawn('qemu-system-x86_64', args, { stdio: ['ignore', 'pipe', 'ignore'] });
    let text = '';
    const settle = (works: boolean): void => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      resolve(works);
    };
    const timer = setTimeout(() => settle(false), BOUND_MS);
    child.stdout.on('data', (chunk: Buffer) => {
      text = (text + chunk.toString()).slice(-8192);
      if (BOOTED.test(text)) settle(true);
    });
    child.once('error', () => settle(false));
    child.once('close', () => settle(BOOTED.test(text)));
  });
}

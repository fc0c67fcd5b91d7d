import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isoImage } from './iso.ts';

/** KubeVirt refuses more in cloudInitNoCloud.userData. */
const USER_DATA_LIMIT = 2048;

export interface MachineConfig {
  /** The machine's identity. */
  name: string;
  userData: string;
}

/** The two files that KubeVirt puts on a cloudInitNoCloud volume. */
export function configFiles({ name, userData }: MachineConfig): Record<string, string> {
  if (Buffer.byteLength(userData) > USER_DATA_LIMIT) {
    throw new Error(`userData is longer than ${USER_DATA_LIMIT} bytes: KubeVirt refuses it too`);
  }
  return { 'meta-data': `instance-id: ${name}\nlocal-hostname: ${name}\n`, 'user-data': userData };
}

/** As a disk with the label `cidata`, always of the same size: a clone must find the template's device. */
export async function writeConfigDisk(path: string, config: MachineConfig): Promise<void> {
  await writeFile(path, isoImage('cidata', configFiles(config)), { mode: 0o600 });
}

/** As a folder, for machines without disks. */
export async function writeConfigDirectory(
  directory: string,
  config: MachineConfig,
): Promise<void> {
  await mkdir(directory, { recursive: true });
  for (const [name, text] of Object.entries(configFiles(config))) {
    await writeFile(join(directory, name), text, { mode: 0o644 });
  }
}

import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, resolve } from 'node:path';

/** Why a program cannot be started from a folder, as the kernel would say it; undefined when it can. */
export function whyNotStarted(
  name: string,
  { path = '', cwd }: { path?: string | undefined; cwd: string },
): 'ENOENT' | 'EACCES' | undefined {
  const folders = name.includes('/') ? [''] : path.split(delimiter).map((folder) => `${folder}/`);
  const reasons = folders.map((folder) => reasonAt(resolve(cwd, `${folder}${name}`)));
  if (reasons.includes(undefined)) return undefined;
  return reasons.includes('EACCES') ? 'EACCES' : 'ENOENT';
}

function reasonAt(file: string): 'ENOENT' | 'EACCES' | undefined {
  try {
    if (!statSync(file).isFile()) return 'EACCES';
  } catch {
    return 'ENOENT';
  }
  try {
    accessSync(file, constants.X_OK);
    return undefined;
  } catch {
    return 'EACCES';
  }
}

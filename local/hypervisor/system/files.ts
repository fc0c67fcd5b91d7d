import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Replaces a file in one step: a reader sees the old text or the new, never a part. */
export async function writeAtomic(path: string, text: string, mode = 0o600): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  // Two writers at once must not take each other's part away.
  const part = `${path}.${randomUUID()}.part`;
  await writeFile(part, text, { mode });
  await rename(part, path);
}

/** Content of a JSON file of ours; undefined when it is absent or was cut off. */
export async function readJson<T>(path: string): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as T;
  } catch {
    return undefined;
  }
}

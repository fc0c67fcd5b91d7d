import { createHash } from 'node:crypto';
import { access, mkdir, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

/** A folder below `root` is complete or absent: it is made under another name and renamed at the end. */
export async function publish(
  directory: string,
  make: (work: string) => Promise<void>,
): Promise<void> {
  const work = `${directory}.${globalThis.process.pid}.part`;
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true });
  try {
    await make(work);
    await rename(work, directory).catch(async (error: NodeJS.ErrnoException) => {
      // Another process finished the same content first: its copy is as good as ours.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Marks as used now; keeps the newest `count` folders of the same parent and those named, and removes the others. */
export async function prune(directory: string, count: number, keep: string[] = []): Promise<void> {
  const now = new Date();
  await utimes(directory, now, now);
  const parent = dirname(directory);
  const found = await Promise.all(
    (await readdir(parent)).map(async (name) => ({
      path: join(parent, name),
      used: (await stat(join(parent, name))).mtimeMs,
    })),
  );
  const stale = found.sort((a, b) => b.used - a.used).slice(count);
  for (const { path } of stale)
    if (!keep.includes(path)) await rm(path, { recursive: true, force: true });
}

/** One hash over files (names relative to `root`, modes and contents) and loose strings. */
export async function hashFiles(
  root: string,
  files: string[],
  extra: string[] = [],
): Promise<string> {
  const hash = createHash('sha256');
  for (const text of extra) hash.update(`${text.length}:${text}`);
  for (const file of [...files].sort()) {
    const mode = (await stat(file)).mode & 0o111 ? 'x' : '-';
    hash.update(`${relative(root, file)}\0${mode}\0`).update(await readFile(file));
  }
  return hash.digest('hex').slice(0, 16);
}

export async function listFiles(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

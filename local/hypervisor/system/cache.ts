import { access, mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A folder of the cache is complete or absent: it is made under another name and renamed at the end. */
export async function publish(
  directory: string,
  make: (work: string) => Promise<void>,
): Promise<void> {
  const work = `${directory}.${process.pid}.part`;
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true, mode: 0o700 });
  try {
    await make(work);
    await rename(work, directory).catch((error: NodeJS.ErrnoException) => {
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

/** Keeps the newest folders beside `directory`, it included, and every one in `pinned`. */
export async function prune(directory: string, keep: number, pinned: Set<string>): Promise<void> {
  const now = new Date();
  await utimes(directory, now, now);
  const parent = dirname(directory);
  const names = await readdir(parent);
  const folders = await Promise.all(
    names.map(async (name) => ({
      path: join(parent, name),
      used: (await stat(join(parent, name))).mtimeMs,
    })),
  );
  const stale = folders.sort((a, b) => b.used - a.used).slice(keep);
  for (const { path } of stale)
    if (!pinned.has(path)) await rm(path, { recursive: true, force: true });
}

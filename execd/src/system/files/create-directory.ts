import { constants } from 'node:fs';
import { chmod, chown, mkdir, open } from 'node:fs/promises';
import type { FileInfo } from '@cyberdesk/generated/execd/types.gen';
import { errno } from '../fault.ts';
import type { User } from '../processes/user.ts';
import type { Directory } from './directory.ts';
import type { Name } from './directory.ts';
import { fileError, onPath } from './errors.ts';
import { describe } from './info.ts';
import { locate } from './locate.ts';
import { below, namesOf } from './path.ts';
import type { Asked } from './path.ts';

const PARENT_MODE = 0o755;

export interface CreateDirectoryOptions {
  parents: boolean;
  mode: string;
  owner: User;
}

/** Creates a directory, and with `parents` those that it needs; one that is there already is then no problem. */
export async function createDirectory(
  asked: Asked,
  { parents, mode, owner }: CreateDirectoryOptions,
): Promise<FileInfo> {
  const names = namesOf(asked.path);
  let path = '';
  for (const name of parents ? names.slice(0, -1) : []) {
    path = below(path, name);
    await make({ ...asked, path }, { isOptional: true, mode: PARENT_MODE, owner });
  }
  return make(asked, { isOptional: parents, mode: Number.parseInt(mode, 8), owner });
}

interface Wish {
  isOptional: boolean;
  mode: number;
  owner: User;
}

async function make(asked: Asked, { isOptional, mode, owner }: Wish): Promise<FileInfo> {
  await using place = await locate(asked, { follow: isOptional });
  return await onPath(asked, async () => {
    const { directory, name } = place;
    const old = name === '.' ? await place.stat() : await place.find();
    if (old && !(isOptional && old.isDirectory())) throw fileError('EEXIST');
    if (!old) {
      await directory.refuseKernel();
      await makeDirectory(directory, name, { mode, owner });
    }
    return describe(asked.path, await place.stat(), place.entry);
  });
}

/** A new directory, given to its owner by its descriptor. */
export async function makeDirectory(
  parent: Directory,
  name: Name,
  { mode, owner }: { mode: number; owner: Pick<User, 'uid' | 'gid'> },
): Promise<void> {
  const entry = parent.entry(name);
  await mkdir(entry, 0o700).catch((error: unknown) => {
    // Two requests that need the same parent may both make it.
    if (errno(error) !== 'EEXIST') throw error;
  });
  const flags = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;
  const made = await open(entry, flags);
  try {
    const { uid } = await made.stat();
    // Another's directory, which was put in its place meanwhile, stays another's.
    if (uid !== process.getuid?.()) return;
    const path = `/proc/self/fd/${made.fd}`;
    if (uid === 0) await chown(path, owner.uid, owner.gid);
    await chmod(path, mode);
  } finally {
    await made.close();
  }
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile as read,
  rm,
  symlink,
  writeFile as write,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Header } from 'tar';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { Fault } from '../fault.ts';
import { ownUser } from '../processes/user.ts';
import { appendFile } from './append.ts';
import { packArchive } from './archive/pack.ts';
import { unpackArchive } from './archive/unpack.ts';
import { createDirectory } from './create-directory.ts';
import { statFile } from './info.ts';
import { listFiles } from './list.ts';
import { ask } from './path.ts';
import { readFile } from './read.ts';
import { deleteFile } from './remove.ts';
import { copyFile, moveFile } from './transfer.ts';
import { writeFile } from './write.ts';

const SWAPS = 10_000;
/** What lies outside; nothing of it may be seen, and nothing of ours may appear there. */
const SECRET = 's3cret';

let base: string;
let root: string;
let outside: string;
beforeEach(async () => {
  // In memory, where a sync costs nothing, far more of both happens in the same time.
  base = await mkdtemp(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'race-'));
  [root, outside] = [join(base, 'root'), join(base, 'outside')];
  await mkdir(join(root, 'real'), { recursive: true });
  await mkdir(outside);
  await write(join(outside, 'f'), SECRET);
  await write(join(outside, SECRET), SECRET);
  await write(join(root, 'real/f'), 'inside');
});
afterEach(() => rm(base, { recursive: true, maxRetries: 5 }));

/**
 * Exchanges `root/d` and the file `root/real/g` by a link that leads outside and back, as often and as fast as it can,
 * in another process: by rename, so that at every moment one of the two is there.
 */
const SWAPPER = `
const fs = require('node:fs');
const [root, outside, swaps] = process.argv.slice(1);
fs.mkdirSync(root + '/d');
fs.writeFileSync(root + '/d/f', 'inside');
fs.symlinkSync(outside, root + '/l');
const swap = (a, b) => { fs.renameSync(a, root + '/t'); fs.renameSync(b, a); fs.renameSync(root + '/t', b); };
process.stdout.write('ready');
for (let i = 0; i < Number(swaps) || i % 100 > 0 || !fs.existsSync(root + '/../stop'); i++) {
  try { swap(root + '/d', root + '/l'); } catch {}
  try { fs.rmSync(root + '/real/g', { force: true }); fs.symlinkSync(outside + '/f', root + '/real/g'); } catch {}
}
`;

const owner = ownUser();
const asked = (path: string, pointer?: string) => ask(root, path, pointer);
async function* chunks(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
const text = async (path: string): Promise<string> => {
  const file = await readFile(asked(path));
  return file.state === 'open' ? new Response(file.content).text() : '';
};
const transfer = (from: string, to: string) => ({
  from: asked(from, '/from'),
  to: asked(to, '/to'),
  overwrite: true,
  owner,
  signal: new AbortController().signal,
});
const header = new Header({ path: 'new', type: 'File', size: 0, mode: 0o644, mtime: new Date(0) });
header.encode();
const archive = gzipSync(Buffer.concat([header.block as Buffer, Buffer.alloc(1024)]));

/** One of everything, on paths that go through what is exchanged. Each answers with what it saw. */
const operations: (() => Promise<unknown>)[] = [
  () => text('/d/f'),
  () => text('/real/g'),
  () => statFile(asked('/d/f')),
  () => listFiles(asked('/'), { limit: 50, depth: 3 }),
  () => listFiles(asked('/d'), { limit: 50 }),
  () => writeFile(asked('/d/w'), { content: chunks('w'), mode: undefined, owner }),
  () => writeFile(asked('/real/g'), { content: chunks('g'), mode: undefined, owner }),
  () => appendFile(asked('/d/a'), { content: chunks('a'), owner }),
  () => createDirectory(asked('/d/x/y'), { parents: true, mode: '0755', owner }),
  () => moveFile(transfer('/d/w', '/d/w2')),
  () => copyFile(transfer('/d', '/copy')),
  () => copyFile(transfer('/real/f', '/d/c')),
  () => deleteFile(asked('/d/x'), true),
  () => deleteFile(asked('/copy'), true),
  async () => {
    const packed = await new Response(await packArchive(asked('/'))).arrayBuffer();
    return gunzipSync(packed).toString('latin1');
  },
  () => unpackArchive(asked('/d'), { content: chunks2(archive), owner }),
];
async function* chunks2(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

test(
  `${SWAPS} exchanges by links lead no operation out of its root`,
  { timeout: 60_000 },
  async () => {
    const before = await read(join(outside, 'f'), 'utf8');
    const child = spawn(process.execPath, ['-e', SWAPPER, root, outside, String(SWAPS)]);
    await once(child.stdout, 'data');
    onTestFinished(() => void child.kill('SIGKILL'));
    const exit = once(child, 'exit');
    let done = 0;
    let refused = 0;
    for (let i = 0; child.exitCode === null; i++) {
      try {
        const seen = await operations[i % operations.length]?.();
        expect(JSON.stringify(seen) ?? '').not.toContain(SECRET);
        done += 1;
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        refused += 1;
      }
      // Both have happened by then: operations met the directory, and operations met the link.
      if (done > 200 && refused > 50) await write(join(base, 'stop'), '');
    }
    await exit;
    expect((await readdir(outside)).sort()).toEqual(['f', SECRET]);
    expect(await read(join(outside, 'f'), 'utf8')).toBe(before);
  },
);

test('a link is walked beneath the root, wherever it points', async () => {
  await symlink(outside, join(root, 'absolute'));
  await symlink('../../../../../../etc', join(root, 'up'));
  await symlink('/real', join(root, 'own'));
  await symlink('real/../own/f', join(root, 'far'));
  const missing = { code: 'fileNotFound' };
  await expect(text('/absolute/f')).rejects.toMatchObject(missing);
  await expect(text('/up/passwd')).rejects.toMatchObject(missing);
  expect(await text('/own/f')).toBe('inside');
  expect(await text('/far')).toBe('inside');
  await symlink('/proc/self/root', join(root, 'magic'));
  const through = await readFile(ask('/', join(root, 'magic', outside, 'f')));
  expect(through).toMatchObject({ state: 'open' });
  if (through.state === 'open') await through.content.cancel();
  await expect(text(`/magic${outside}/f`)).rejects.toMatchObject(missing);
});

test('40 links are walked, more are not; a link full of steps back ends', async () => {
  await write(join(root, 'l0'), 'end');
  for (let i = 1; i <= 41; i++) await symlink(`l${i - 1}`, join(root, `l${i}`));
  expect(await text('/l40')).toBe('end');
  await expect(text('/l41')).rejects.toMatchObject({ code: 'invalidPath' });
  await mkdir(join(root, Array.from({ length: 200 }, () => 'n').join('/')), { recursive: true });
  const down = Array.from({ length: 200 }, () => 'n').join('/');
  await symlink(`${down}/${'../n/'.repeat(700)}x`, join(root, 'costly'));
  await expect(text('/costly')).rejects.toMatchObject({ code: 'invalidPath' });
});

test('a root that is a link, or is not there, serves nothing', async () => {
  await symlink(outside, join(base, 'alias'));
  for (const bad of [join(base, 'alias'), join(base, 'no')]) {
    await expect(statFile(ask(bad, '/f'))).rejects.toMatchObject({ code: 'fileNotFound' });
  }
});

import type * as childProcess from 'node:child_process';
import type * as fs from 'node:fs';
import type * as fsPromises from 'node:fs/promises';
import type * as stream from 'node:stream';
import type * as streamPromises from 'node:stream/promises';
import { CyberdeskError } from './errors.ts';
import type { Files, ReadOptions, WriteOptions } from './files.ts';
import type { RequestOptions } from './generated/resources.gen.ts';
import type { FileInfo, UnpackedArchive } from './generated/types.gen.ts';

/** Files of this computer sent to a desktop and fetched from it. Nothing is held in memory as a whole. */
export class LocalFiles {
  #files: Files;

  constructor(files: Files) {
    this.#files = files;
  }

  async upload(localPath: string, path: string, options?: WriteOptions): Promise<FileInfo> {
    // A file can be read again, so a broken upload is repeated.
    return this.#files.write(path, await node('fs').openAsBlob(localPath), options);
  }

  async download(path: string, localPath: string, options?: ReadOptions): Promise<void> {
    const { open, rename, rm } = node('fs/promises');
    const content = await this.#files.stream(path, options);
    const part = `${localPath}.${Math.random().toString(36).slice(2)}.part`;
    try {
      const file = await open(part, 'wx');
      try {
        for await (const chunk of content) await file.writeFile(chunk);
      } finally {
        await file.close();
      }
      await rename(part, localPath);
    } catch (error) {
      await content.cancel().catch(() => undefined);
      await rm(part, { force: true });
      throw error;
    }
  }

  async uploadDirectory(
    localPath: string,
    path: string,
    options?: RequestOptions,
  ): Promise<UnpackedArchive> {
    await this.#files.createDirectory(path, options);
    // Read from the first moment: Node throws away what a program that has ended wrote for nobody.
    const child = tar(['-czf', '-', '-C', localPath, '.']);
    try {
      const chunks = (async function* () {
        for await (const chunk of child.stdout) yield new Uint8Array(chunk as Uint8Array);
        // What tar could not read must not look like the end of the archive.
        await ended(child);
      })();
      return await this.#files.uploadArchive(path, streamOf(chunks), options);
    } catch (error) {
      // When tar failed, the broken upload is only what followed from it.
      if (child.exitCode) await ended(child);
      throw error;
    } finally {
      child.kill();
    }
  }

  async downloadDirectory(
    path: string,
    localPath: string,
    options?: RequestOptions,
  ): Promise<void> {
    await node('fs/promises').mkdir(localPath, { recursive: true });
    const content = await this.#files.downloadArchive(path, options);
    const child = tar(['-xzf', '-', '--no-same-owner', '-C', localPath]);
    try {
      const { Readable } = node('stream');
      const { pipeline } = node('stream/promises');
      const source = Readable.fromWeb(content as Parameters<typeof Readable.fromWeb>[0]);
      // A tar that ends early says why; that its input broke says nothing.
      await pipeline(source, child.stdin).catch(async (error: unknown) => {
        if (child.exitCode) await ended(child);
        throw error;
      });
      await ended(child);
    } finally {
      child.kill();
    }
  }
}

type Builtins = {
  fs: typeof fs;
  'fs/promises': typeof fsPromises;
  stream: typeof stream;
  'stream/promises': typeof streamPromises;
  child_process: typeof childProcess;
};

/** A part of Node.js, without an import that bundlers for browsers would stumble over. */
const node = <Name extends keyof Builtins>(name: Name): Builtins[Name] => {
  const found: unknown = globalThis.process?.getBuiltinModule?.(`node:${name}`);
  if (found) return found as Builtins[Name];
  throw new CyberdeskError(
    'Files of this computer need Node.js 20.16 or later. Elsewhere use `write` and `stream`.',
  );
};

const tar = (argv: string[]) => {
  const env = { ...process.env, COPYFILE_DISABLE: '1' };
  const child = node('child_process').spawn('tar', argv, { env });
  let said = '';
  child.stderr.on('data', (text: Uint8Array) => {
    if (said.length < 4096) said += new TextDecoder().decode(text);
  });
  const exit = new Promise<string | undefined>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code) => resolve(code === 0 ? undefined : said || `exit code ${code}`));
  });
  return Object.assign(child, { exit });
};

const ended = async ({ exit }: ReturnType<typeof tar>): Promise<void> => {
  const failure = await exit;
  if (failure !== undefined) throw new CyberdeskError(`tar failed: ${failure.trim()}`);
};

/** A generator as a stream that is read at the pace of its reader. */
const streamOf = (chunks: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> =>
  new ReadableStream({
    pull: async (controller) => {
      const { value, done } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: async () => {
      await chunks.return(undefined);
    },
  });

import { constants, createReadStream } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readIso } from './iso.ts';
import { runTool } from './tool.ts';

export interface JsonWebKeySet {
  keys: Record<string, unknown>[];
}
/** What the cluster tells a machine from outside. */
export interface MachineConfig {
  /** Name of the virtual machine; absent when the source does not say. */
  identity: string | undefined;
  jwks: JsonWebKeySet;
}

const MAX_BYTES = 1024 * 1024;
const PAGE = 4096;
/** Memory of this size comes from a mapping of its own, after a header of the allocator. */
const MALLOC_HEADER = 16;
const SERIAL = '/sys/class/dmi/id/product_serial';

/** Reads the configuration from a folder, or from a disk as it is now, past the kernel's cache. */
export async function readSource(source: string): Promise<MachineConfig> {
  const files = await readFiles(source).catch(() => new Map<string, Buffer>());
  const meta = files.get('meta-data')?.toString('utf8') ?? '';
  const named = /^instance-id:\s*["']?([A-Za-z0-9._-]{1,253})["']?\s*$/m.exec(meta)?.[1];
  const serial = named ?? (await readFile(SERIAL, 'utf8').catch(() => '')).trim();
  return { identity: serial === '' ? undefined : serial, jwks: readKeys(files.get('user-data')) };
}

async function readFiles(source: string): Promise<Map<string, Buffer>> {
  const { isDirectory, isDevice } = await stat(source).then((info) => ({
    isDirectory: info.isDirectory(),
    isDevice: info.isBlockDevice(),
  }));
  if (!isDirectory) return readIso(isDevice ? await readDevice(source) : await readStart(source));
  const names = ['meta-data', 'user-data'];
  const entries = names.map(async (name) => [name, await readFile(join(source, name))] as const);
  return new Map(await Promise.all(entries));
}

/**
 * Reads past the kernel's cache, which in a copied machine still holds the original's disk. Direct reads want
 * memory on a sector's boundary; where ours is not, `dd` does it, at the price of a process.
 */
async function readDevice(device: string): Promise<Buffer> {
  const args = [`if=${device}`, 'iflag=direct', 'bs=64k', 'count=16', 'status=none'];
  return await readDirect(device)
    .catch(() => runTool('dd', args))
    .catch(() => readStart(device));
}

async function readDirect(device: string): Promise<Buffer> {
  const memory = new Uint8Array(MAX_BYTES + PAGE);
  const file = await open(device, constants.O_RDONLY | constants.O_DIRECT);
  try {
    for (const offset of [PAGE - MALLOC_HEADER, 0]) {
      const read = await file.read(memory, offset, MAX_BYTES, 0).catch(undefinedWhenUnaligned);
      if (read) return Buffer.from(memory.buffer, offset, read.bytesRead);
    }
  } finally {
    await file.close();
  }
  throw new Error('no aligned memory');
}

function undefinedWhenUnaligned(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'EINVAL') throw error;
}

async function readStart(file: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(file, { end: MAX_BYTES - 1 })) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

function readKeys(userData: Buffer | undefined): JsonWebKeySet {
  try {
    const text = (userData?.toString('utf8') ?? '').replace(/^#cloud-config\s*\n/, '');
    const parsed = JSON.parse(text) as { jwks?: { keys?: unknown } };
    const keys = parsed.jwks?.keys;
    return { keys: Array.isArray(keys) ? (keys as Record<string, unknown>[]) : [] };
  } catch {
    // Without keys every token is refused: the safe answer to a source that cannot be read.
    return { keys: [] };
  }
}

import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
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

/** `dd` can ask for direct reads; Node cannot promise the alignment that they need. */
async function readDevice(device: string): Promise<Buffer> {
  const direct = [`if=${device}`, 'iflag=direct', 'bs=64k', 'count=16', 'status=none'];
  return runTool('dd', direct).catch(() => readStart(device));
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

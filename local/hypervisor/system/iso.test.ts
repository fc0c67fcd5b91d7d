import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { writeConfigDirectory, writeConfigDisk } from './config-disk.ts';
import { isoImage } from './iso.ts';

const folders: string[] = [];
const folder = async (): Promise<string> => {
  const path = await mkdtemp(join(tmpdir(), 'cyberdesk-iso-'));
  folders.push(path);
  return path;
};
afterEach(async () => {
  for (const path of folders.splice(0)) await rm(path, { recursive: true });
});

/** Reads the image back as a driver of the file system would: descriptor, root folder, extents. */
function readBack(image: Buffer): { label: string; files: Record<string, string> } {
  const descriptor = image.subarray(16 * 2048, 17 * 2048);
  expect(descriptor.toString('latin1', 0, 7)).toBe('\x01CD001\x01');
  const root = descriptor.subarray(156, 190);
  let at = root.readUInt32LE(2) * 2048;
  const end = at + root.readUInt32LE(10);
  const files: Record<string, string> = {};
  while (at < end && image[at] !== 0) {
    const record = image.subarray(at, at + (image[at] ?? 0));
    const name = record.toString('latin1', 33, 33 + (record[32] ?? 0));
    const start = record.readUInt32LE(2) * 2048;
    expect(record.readUInt32BE(6)).toBe(record.readUInt32LE(2));
    if ((record[25] ?? 0) === 0)
      files[name] = image.toString('utf8', start, start + record.readUInt32LE(10));
    at += record.length;
  }
  return { label: descriptor.toString('ascii', 40, 72).trim(), files };
}

test('an image holds label and files', () => {
  const long = 'x'.repeat(5000);
  const image = isoImage('cidata', { 'user-data': long, 'meta-data': 'instance-id: a\n' });
  expect(readBack(image)).toEqual({
    label: 'cidata',
    files: { 'META-DATA.;1': 'instance-id: a\n', 'USER-DATA.;1': long },
  });
});

test('every image has the same size, whatever it holds: a clone finds the template’s device', () => {
  expect(isoImage('cidata', {}).length).toBe(64 * 1024);
  expect(isoImage('cidata', { a: 'x'.repeat(9000) }).length).toBe(64 * 1024);
});

test('what does not fit is refused', () => {
  expect(() => isoImage('cidata', { a: 'x'.repeat(64 * 1024) })).toThrow('does not fit');
});

test('the configuration disk names the machine and carries its user data', async () => {
  const path = join(await folder(), 'config.iso');
  await writeConfigDisk(path, { name: 'dsk-a', userData: '{"jwks":{}}' });
  const { files } = readBack(await readFile(path));
  expect(files['META-DATA.;1']).toContain('instance-id: dsk-a\n');
  expect(files['USER-DATA.;1']).toBe('{"jwks":{}}');
});

test('user data over the limit of KubeVirt is refused', async () => {
  const path = join(await folder(), 'config.iso');
  await expect(writeConfigDisk(path, { name: 'a', userData: 'ü'.repeat(1025) })).rejects.toThrow(
    '2048 bytes',
  );
});

test('as a folder the same two files stand there', async () => {
  const path = join(await folder(), 'config');
  await writeConfigDirectory(path, { name: 'dsk-b', userData: '{}' });
  expect(await readFile(join(path, 'meta-data'), 'utf8')).toContain('instance-id: dsk-b');
  expect(await readFile(join(path, 'user-data'), 'utf8')).toBe('{}');
});

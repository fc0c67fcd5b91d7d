const SECTOR = 2048;
const FIRST_DESCRIPTOR = 16;
const PRIMARY = 1;
const SUPPLEMENTARY = 2;
const TERMINATOR = 255;

/**
 * The files in the root folder of a small ISO 9660 image, by lower-case name. Joliet names are preferred (KubeVirt
 * writes them); plain names lose their version: `META-DATA.;1` is `meta-data`. Reading the bytes ourselves sees a disk
 * that was exchanged under a cloned machine, where a mount would show what the kernel remembers.
 */
export function readIso(image: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  const volume = findVolume(image);
  if (!volume) return files;
  const root = volume.descriptor.subarray(156, 190);
  const start = root.readUInt32LE(2) * SECTOR;
  const directory = image.subarray(start, start + root.readUInt32LE(10));
  for (const record of records(directory)) {
    const name = nameOf(record, volume.joliet);
    const from = record.readUInt32LE(2) * SECTOR;
    const isDirectory = ((record[25] ?? 0) & 2) !== 0;
    if (!isDirectory) files.set(name, image.subarray(from, from + record.readUInt32LE(10)));
  }
  return files;
}

interface Volume {
  descriptor: Buffer;
  joliet: boolean;
}

function findVolume(image: Buffer): Volume | undefined {
  let found: Volume | undefined;
  for (let sector = FIRST_DESCRIPTOR; (sector + 1) * SECTOR <= image.length; sector++) {
    const descriptor = image.subarray(sector * SECTOR, (sector + 1) * SECTOR);
    if (descriptor.toString('latin1', 1, 6) !== 'CD001' || descriptor[0] === TERMINATOR) break;
    const joliet =
      descriptor[0] === SUPPLEMENTARY && descriptor.toString('latin1', 88, 90) === '%/';
    if (joliet || (descriptor[0] === PRIMARY && !found)) found = { descriptor, joliet };
  }
  return found;
}

/** Records never cross a sector; a zero length means that the rest of the sector is empty. */
function* records(directory: Buffer): Generator<Buffer> {
  let at = 0;
  while (at + 34 <= directory.length) {
    const length = directory[at] ?? 0;
    if (length < 34) at = (Math.floor(at / SECTOR) + 1) * SECTOR;
    else {
      yield directory.subarray(at, at + length);
      at += length;
    }
  }
}

function nameOf(record: Buffer, joliet: boolean): string {
  const raw = Buffer.from(record.subarray(33, 33 + (record[32] ?? 0)));
  const name =
    joliet && raw.length % 2 === 0 ? raw.swap16().toString('utf16le') : raw.toString('latin1');
  return name.replace(/;\d+$/, '').replace(/\.$/, '').toLowerCase();
}

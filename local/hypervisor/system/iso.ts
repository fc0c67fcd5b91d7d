const SECTOR = 2048;
const SECTORS = 32;
const ROOT_SECTOR = 20;
const FIRST_FILE_SECTOR = 21;

/**
 * A small ISO 9660 image: one folder of a few small files. Every image has the same 64 KiB. Linux shows
 * the names in lower case without the version, which is how `META-DATA.;1` becomes `meta-data`.
 */
export function isoImage(label: string, files: Record<string, string>): Buffer {
  const image = Buffer.alloc(SECTORS * SECTOR);
  const entries = layOut(files);
  for (const { sector, content } of entries) content.copy(image, sector * SECTOR);
  primaryDescriptor(label).copy(image, 16 * SECTOR);
  Buffer.from('\xffCD001\x01', 'latin1').copy(image, 17 * SECTOR);
  pathTable('LE').copy(image, 18 * SECTOR);
  pathTable('BE').copy(image, 19 * SECTOR);
  const self = directoryRecord('\x00', ROOT_SECTOR, SECTOR, true);
  const parent = directoryRecord('\x01', ROOT_SECTOR, SECTOR, true);
  const records = entries.map(({ name, sector, content }) =>
    directoryRecord(`${name.toUpperCase()}.;1`, sector, content.length, false),
  );
  const directory = Buffer.concat([self, parent, ...records]);
  if (directory.length > SECTOR) throw new Error('too many files for one folder sector');
  directory.copy(image, ROOT_SECTOR * SECTOR);
  return image;
}

interface Entry {
  name: string;
  sector: number;
  content: Buffer;
}

function layOut(files: Record<string, string>): Entry[] {
  let sector = FIRST_FILE_SECTOR;
  return Object.entries(files)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, text]) => {
      const content = Buffer.from(text);
      const entry = { name, sector, content };
      sector += Math.max(1, Math.ceil(content.length / SECTOR));
      if (sector > SECTORS) throw new Error(`${name} does not fit into ${SECTORS * SECTOR} bytes`);
      return entry;
    });
}

/** Numbers stand in both byte orders, one after the other. */
function both32(value: number): Buffer {
  const buffer = Buffer.alloc(8);
  buffer.writeUInt32LE(value, 0);
  buffer.writeUInt32BE(value, 4);
  return buffer;
}

function both16(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt16LE(value, 0);
  buffer.writeUInt16BE(value, 2);
  return buffer;
}

function directoryRecord(name: string, sector: number, size: number, folder: boolean): Buffer {
  const identifier = Buffer.from(name, 'latin1');
  const length = 33 + identifier.length + (identifier.length % 2 === 0 ? 1 : 0);
  const record = Buffer.alloc(length);
  record[0] = length;
  both32(sector).copy(record, 2);
  both32(size).copy(record, 10);
  // 2026-01-01, so that the same content gives the same bytes.
  Buffer.from([126, 1, 1, 0, 0, 0, 0]).copy(record, 18);
  record[25] = folder ? 2 : 0;
  both16(1).copy(record, 28);
  record[32] = identifier.length;
  identifier.copy(record, 33);
  return record;
}

function pathTable(order: 'LE' | 'BE'): Buffer {
  const table = Buffer.alloc(10);
  table[0] = 1;
  if (order === 'LE') table.writeUInt32LE(ROOT_SECTOR, 2);
  else table.writeUInt32BE(ROOT_SECTOR, 2);
  if (order === 'LE') table.writeUInt16LE(1, 6);
  else table.writeUInt16BE(1, 6);
  return table;
}

function primaryDescriptor(label: string): Buffer {
  const sector = Buffer.alloc(SECTOR);
  sector.write('\x01CD001\x01', 0, 'latin1');
  sector.fill(0x20, 8, 72);
  sector.write(label, 40, 'ascii');
  both32(SECTORS).copy(sector, 80);
  both16(1).copy(sector, 120);
  both16(1).copy(sector, 124);
  both16(SECTOR).copy(sector, 128);
  both32(10).copy(sector, 132);
  sector.writeUInt32LE(18, 140);
  sector.writeUInt32BE(19, 148);
  directoryRecord('\x00', ROOT_SECTOR, SECTOR, true).copy(sector, 156);
  sector.fill(0x20, 190, 813);
  for (const at of [813, 830, 847, 864]) sector.write('0000000000000000', at, 'ascii');
  sector[881] = 1;
  return sector;
}

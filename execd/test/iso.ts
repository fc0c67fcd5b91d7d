const SECTOR = 2048;

/** A small ISO 9660 image, plain or with Joliet names, as cluster tools write them. */
export function makeIso(files: Record<string, string>, joliet: boolean): Buffer {
  const image = Buffer.alloc(40 * SECTOR);
  const encode = (name: string) =>
    joliet ? Buffer.from(`${name};1`, 'utf16le').swap16() : Buffer.from(`${name.toUpperCase()}.;1`);
  const records = [
    record(Buffer.from([0]), 20, SECTOR, 2),
    record(Buffer.from([1]), 20, SECTOR, 2),
  ];
  Object.entries(files).forEach(([name, text], index) => {
    const content = Buffer.from(text);
    content.copy(image, (21 + index * 4) * SECTOR);
    records.push(record(encode(name), 21 + index * 4, content.length, 0));
  });
  Buffer.concat(records).copy(image, 20 * SECTOR);
  describe(1, joliet ? 39 : 20).copy(image, 16 * SECTOR);
  if (joliet) describe(2, 20).copy(image, 17 * SECTOR);
  Buffer.from('\xffCD001\x01', 'latin1').copy(image, (joliet ? 18 : 17) * SECTOR);
  return image;
}

function describe(type: number, root: number): Buffer {
  const sector = Buffer.alloc(SECTOR);
  sector.write('\x00CD001\x01', 'latin1');
  sector[0] = type;
  if (type === 2) sector.write('%/E', 88);
  record(Buffer.from([0]), root, SECTOR, 2).copy(sector, 156);
  return sector;
}

function record(name: Buffer, sector: number, length: number, flags: number): Buffer {
  const bytes = Buffer.alloc(33 + name.length + ((name.length + 1) % 2));
  bytes[0] = bytes.length;
  bytes.writeUInt32LE(sector, 2);
  bytes.writeUInt32LE(length, 10);
  bytes[25] = flags;
  bytes[32] = name.length;
  name.copy(bytes, 33);
  return bytes;
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stateFolder } from '../../services/e2e/support/stack.ts';
import type { Row } from '../table.ts';

/** What the image build wrote down (execd/image), of the image that the stack of this run stands on. */
interface Figures {
  diskBytes: number;
  packages: number;
  buildSeconds: number;
}

/** Size and making of the desktop image. */
export const imageRows = async (): Promise<Row[]> => {
  const { image } = await read<{ image: string }>(join(stateFolder(), 'hypervisor/prepared.json'));
  const { diskBytes, packages, buildSeconds } = await read<Figures>(join(image, 'image.json'));
  return [
    { what: 'image, root disk', value: diskBytes / 1e9, unit: 'GB', atMost: 3 },
    { what: 'image, Debian packages', value: packages, unit: '' },
    { what: 'image, time of its build', value: buildSeconds, unit: 's' },
  ];
};

const read = async <T>(file: string): Promise<T> => JSON.parse(await readFile(file, 'utf8')) as T;

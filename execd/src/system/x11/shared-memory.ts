import { closeSync, ftruncateSync, openSync, readSync, unlinkSync } from 'node:fs';
import type { ShmProvider } from 'x11';
import { Packer } from './pack.ts';

const DIRECTORY = '/dev/shm';
let count = 0;

/**
 * Segments that the X server writes pictures into, read to where the vector loop works on them: the library's own
 * segments are as good, but have a buffer of their own, from which every picture would be copied once more.
 */
export const sharedMemory: ShmProvider = {
  flavor: 'fd',
  zeroCopy: false,
  create(size) {
    const path = `${DIRECTORY}/execd-${process.pid}-${count++}`;
    const fd = openSync(path, 'wx+', 0o600);
    try {
      // From here on it is gone with its last descriptor, whatever becomes of us.
      unlinkSync(path);
      ftruncateSync(fd, size);
      return { size, fd, buffer: new Packer(size / 4).source };
    } catch (error) {
      closeSync(fd);
      throw error;
    }
  },
  commit() {
    throw new Error('nothing is drawn by shared memory');
  },
  sync({ fd, buffer }, offset = 0, length = buffer.length - offset) {
    readSync(fd, buffer, offset, length, offset);
  },
  destroy({ fd }) {
    closeSync(fd);
  },
};

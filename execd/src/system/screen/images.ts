import { newId } from '@cyberdesk/kit/ids';
import { Fault } from '../fault.ts';
import { ByteCache } from './byte-cache.ts';

const KEPT_MS = 10 * 60 * 1000;
const LIMITS = { entries: 64, bytes: 64 * 1024 * 1024 };

export type ImageType = 'image/png' | 'image/jpeg' | 'image/webp';
export interface StoredImage {
  bytes: Buffer;
  contentType: ImageType;
}

/** Images that a batch took without `inline`: kept for 10 minutes, at most 64 and 64 MiB. */
export class Images {
  #now: () => number;
  #kept = new ByteCache<StoredImage & { until: number }>(LIMITS);

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Keeps an image; returns the id under which it is got. */
  put(bytes: Buffer, contentType: ImageType): string {
    const id = newId('img');
    this.#kept.set(id, { bytes, contentType, until: this.#now() + KEPT_MS });
    return id;
  }

  get(id: string): StoredImage {
    const image = this.#kept.get(id);
    if (image && image.until > this.#now()) return image;
    this.#kept.delete(id);
    const detail = `No image ${id} is kept: images of batches are there for 10 minutes, at most 64. Take it again.`;
    throw new Fault('notFound', detail);
  }
}

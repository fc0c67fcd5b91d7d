import sharp from 'sharp';

/** Pixels of a screenshot, three bytes each. */
export interface Pixels {
  width: number;
  height: number;
  data: Buffer;
}

/** Decodes an image file. */
export const pixels = async (image: Uint8Array): Promise<Pixels> => {
  const { data, info } = await sharp(image)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
};

/** How many different colours an image has. */
export const colours = ({ data }: Pixels): number => {
  const seen = new Set<number>();
  for (let i = 0; i < data.length; i += 3) seen.add(data.readUIntBE(i, 3));
  return seen.size;
};

const rowMean = ({ width, data }: Pixels, y: number): [number, number, number] => {
  const sum: [number, number, number] = [0, 0, 0];
  for (let x = 0; x < width; x += 1) {
    for (let c = 0; c < 3; c += 1) sum[c as 0 | 1 | 2] += data[(y * width + x) * 3 + c] ?? 0;
  }
  return [sum[0] / width, sum[1] / width, sum[2] / width];
};

/** True when a bar of at least 16 rows lies along the top or bottom edge that differs from what is next to it. */
export const hasPanel = (image: Pixels): boolean => {
  const differs = (edge: number, inner: number): boolean => {
    const [a, b] = [rowMean(image, edge), rowMean(image, inner)];
    return Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]) + Math.abs(a[2] - b[2]) > 12;
  };
  const bottom = image.height - 1;
  return differs(10, 60) || differs(bottom - 10, bottom - 100);
};

/** Share of pixels that differ between two images of the same size, 0 to 1. */
export const changed = (a: Pixels, b: Pixels): number => {
  if (a.data.length !== b.data.length) return 1;
  let count = 0;
  for (let i = 0; i < a.data.length; i += 3) {
    if (
      a.data[i] !== b.data[i] ||
      a.data[i + 1] !== b.data[i + 1] ||
      a.data[i + 2] !== b.data[i + 2]
    )
      count += 1;
  }
  return (count * 3) / a.data.length;
};

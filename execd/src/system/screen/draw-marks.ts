import type { Pixels } from './encode.ts';
import { intersect, whole } from './region.ts';
import type { Region } from './region.ts';

type Colour = readonly [number, number, number];

/** Far from each other and dark enough for white digits. */
const COLOURS: readonly Colour[] = [
  [200, 30, 30],
  [20, 90, 200],
  [10, 120, 50],
  [150, 40, 160],
  [170, 90, 0],
  [0, 110, 120],
];
const WHITE: Colour = [255, 255, 255];
/** Digits of 3 by 5 dots, a row of three bits each. No font is needed, so every desktop draws the same. */
const DIGITS = [
  [7, 5, 5, 5, 7],
  [2, 6, 2, 2, 7],
  [7, 1, 7, 4, 7],
  [7, 1, 7, 1, 7],
  [5, 5, 7, 1, 1],
  [7, 4, 7, 1, 7],
  [7, 4, 7, 5, 7],
  [7, 1, 2, 2, 2],
  [7, 5, 7, 5, 7],
  [7, 5, 7, 1, 7],
] as const;
/** The same as the places of their dots. */
const DOTS = DIGITS.map((rows) =>
  rows.flatMap((bits, row) =>
    [0, 1, 2].filter((column) => bits & (4 >> column)).map((column) => ({ column, row })),
  ),
);

/** Draws frame and number of each mark; `scale` is how much smaller the image will be, so that digits stay legible. */
export function drawMarks(
  pixels: Pixels,
  marks: readonly { mark: number; region: Region }[],
  scale: number,
): void {
  const dot = Math.max(2, Math.ceil(2 / scale));
  for (const [index, { mark, region }] of marks.entries()) {
    const colour = COLOURS[index % COLOURS.length] ?? WHITE;
    frame(pixels, region, { colour, thickness: Math.ceil(dot / 2) });
    label(pixels, region, { text: String(mark), colour, dot });
  }
}

function frame(
  pixels: Pixels,
  { x, y, width, height }: Region,
  { colour, thickness }: { colour: Colour; thickness: number },
): void {
  fill(pixels, { x, y, width, height: thickness }, colour);
  fill(pixels, { x, y: y + height - thickness, width, height: thickness }, colour);
  fill(pixels, { x, y, width: thickness, height }, colour);
  fill(pixels, { x: x + width - thickness, y, width: thickness, height }, colour);
}

/** At the mark's upper left corner, pushed back onto the screen where it would leave it. */
function label(
  pixels: Pixels,
  region: Region,
  { text, colour, dot }: { text: string; colour: Colour; dot: number },
): void {
  const width = (text.length * 4 + 1) * dot;
  const height = 7 * dot;
  const x = Math.max(0, Math.min(region.x, pixels.width - width));
  const y = Math.max(0, Math.min(region.y, pixels.height - height));
  fill(pixels, { x, y, width, height }, colour);
  for (const [index, digit] of [...text].entries()) {
    const at = { x: x + (1 + index * 4) * dot, y: y + dot };
    for (const { column, row } of DOTS[Number(digit)] ?? []) {
      const place = { x: at.x + column * dot, y: at.y + row * dot };
      fill(pixels, { ...place, width: dot, height: dot }, WHITE);
    }
  }
}

function fill(pixels: Pixels, region: Region, [red, green, blue]: Colour): void {
  const seen = intersect(region, whole(pixels));
  if (!seen) return;
  const colour = Buffer.from([red, green, blue]);
  for (let row = seen.y; row < seen.y + seen.height; row++) {
    const from = (row * pixels.width + seen.x) * 3;
    pixels.rgb.fill(colour, from, from + seen.width * 3);
  }
}

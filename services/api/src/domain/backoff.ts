/** Bounds of a pause that doubles. */
export interface Pauses {
  firstMs: number;
  longestMs: number;
}

/** The pause after so many failures in a row, from the first one on. */
export const pauseAfter = (failures: number, { firstMs, longestMs }: Pauses): number =>
  Math.min(longestMs, firstMs * 2 ** Math.min(30, Math.max(0, failures - 1)));

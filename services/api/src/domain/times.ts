/** The later of two moments, as far as there are any. */
export const later = (a: Date | null, b: Date | null): Date | null => ((a ?? 0) > (b ?? 0) ? a : b);

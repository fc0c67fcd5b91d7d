/** The value below which this share of the values lies. */
export const percentile = (values: number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const index = Math.ceil(sorted.length * share) - 1;
  return sorted[Math.max(0, index)] ?? Number.NaN;
};

/** The middle value. */
export const median = (values: number[]): number => percentile(values, 0.5);

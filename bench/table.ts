/** One figure; `goal` is an upper bound. */
export interface Row {
  what: string;
  value: number;
  unit: string;
  goal?: number;
}

/** Prints figures with their goals; a miss is called a miss. */
export const printTable = (rows: Row[]): void => {
  const width = Math.max(...rows.map(({ what }) => what.length));
  for (const { what, value, unit, goal } of rows) {
    const verdict =
      goal === undefined
        ? ''
        : value <= goal
          ? `  goal ≤ ${goal}: met`
          : `  goal ≤ ${goal}: MISSED`;
    console.log(`${what.padEnd(width)}  ${value.toFixed(3)} ${unit}${verdict}`);
  }
};

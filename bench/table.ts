/** One figure; `atMost` and `atLeast` are its goal. */
export interface Row {
  what: string;
  value: number;
  unit: string;
  atMost?: number;
  atLeast?: number;
  /** Why there is no figure: the peer failed, or an operation is not there yet. A figure of this kind is no win. */
  failed?: string;
}

/** Prints figures with their goals; a miss is called a miss. */
export const printTable = (title: string, rows: Row[]): void => {
  const width = Math.max(...rows.map(({ what }) => what.length));
  console.log(`\n${title}`);
  for (const row of rows) {
    const figure = row.failed === undefined ? measured(row) : `no figure: ${row.failed}`;
    console.log(`  ${row.what.padEnd(width)}  ${figure.padEnd(16)}${verdict(row)}`);
  }
};

const measured = ({ value, unit }: Row): string =>
  `${value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 3)} ${unit}`;

/** Met or missed; nothing for a figure without a goal. */
export const verdict = ({ value, atMost, atLeast, failed }: Row): string => {
  if (atMost === undefined && atLeast === undefined) return '';
  const goal = atMost === undefined ? `≥ ${atLeast}` : `≤ ${atMost}`;
  const met =
    failed === undefined &&
    value <= (atMost ?? Number.POSITIVE_INFINITY) &&
    value >= (atLeast ?? Number.NEGATIVE_INFINITY);
  return `  goal ${goal}: ${met ? 'met' : 'MISSED'}`;
};

/** A figure without a goal. */
export const figure = (what: string, value = Number.NaN, unit = 'ms'): Row => ({
  what,
  value,
  unit,
});

/** How a figure of ours relates to the peer's of the same run. */
export const ratio = (
  what: string,
  ours = Number.NaN,
  peer = Number.NaN,
  goal: Pick<Row, 'atMost' | 'atLeast'> = {},
): Row => ({ what, value: ours / peer, unit: 'x', ...goal });

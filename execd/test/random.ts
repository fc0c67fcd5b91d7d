/** Printed by what fails, so that the run can be repeated: SEED in place of the clock's. */
export const seed = Date.now() >>> 0;

let state = seed;

/** A whole number below `limit` (mulberry32). */
export function random(limit: number): number {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) % limit;
}

export const pick = <T>(from: readonly T[]): T => from[random(from.length)] as T;

const PIECES = [
  '$(id)',
  '`id`',
  ';id',
  '|',
  "'",
  '"',
  '\\',
  '\n',
  '../',
  '%s',
  '--',
  'ctrl',
  'enter',
  '__proto__',
  'constructor',
  '\u202e',
  '👩‍👩‍👧',
];

const HALVES = ['\0', '\ud800', '\udfff'];
/** Characters are drawn from below one of these. */
const LIMITS = [0x80, 0x800, 0xd7ff];

/** What shells, formats and parsers trip over; with halves of surrogate pairs and NUL if that is wished. */
export function nastyText(withHalves: boolean): string {
  const pieces = Array.from({ length: 1 + random(3) }, () =>
    random(2) ? pick(PIECES) : String.fromCodePoint(1 + random(pick(LIMITS))),
  );
  if (withHalves && random(4) === 0) pieces.push(pick(HALVES));
  return pieces.join('');
}

/** A number in JSON, or what some take for one, that is no coordinate, duration or amount of anything. */
export function nastyNumber(): string {
  const size = `${1 + random(9)}${'0'.repeat(5 + random(4))}`;
  return pick([
    `-${size}`,
    size,
    `${random(900)}.${1 + random(9)}`,
    '1e308',
    '-1e308',
    '1e999',
    `"${random(1000)}"`,
    'null',
    'true',
    '[]',
    random(200) ? '-2147483649' : pick(['NaN', 'Infinity', '-Infinity']),
  ]);
}

const FOREIGN = Array.from('é中日本Ж한😀אبü€👩‍👧\u0301');

/** Text that can be typed. */
export const plainText = (isForeign: boolean): string =>
  Array.from({ length: 1 + random(8) }, () =>
    isForeign && random(2)
      ? pick(FOREIGN)
      : pick(['\n', '\t', ...[0, 0, 0, 0, 0, 0].map(() => String.fromCharCode(32 + random(95)))]),
  ).join('');

/** Members that hold what people wrote: how long it was is told, never what it was. */
const WRITTEN = new Set(['text', 'png', 'data', 'stdin', 'env']);
/** Defaults of the contract, which need no words. */
const USUAL: Members = {
  button: 'left',
  count: 1,
  method: 'auto',
  unit: 'notch',
  repeat: 1,
  holdMs: 0,
};
const MAX_SUMMARY = 300;
const MAX_ACTIONS = 100;
const MAX_VALUE = 512;

type Members = Record<string, unknown>;

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A request's body without what people wrote, each value short enough to be kept. */
export function redact(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, MAX_ACTIONS).map(redact);
  if (typeof value === 'string') return cut(value, MAX_VALUE);
  if (!isMembers(value)) return value;
  const pairs = Object.entries(value).map(([name, member]) =>
    WRITTEN.has(name) && member !== undefined
      ? [`${name}Length`, lengthOf(member)]
      : [name, redact(member)],
  );
  return Object.fromEntries(pairs) as Members;
}

const lengthOf = (value: unknown): number =>
  typeof value === 'string' ? value.length : Object.keys(value ?? {}).length;

const cut = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text;

/** The steps of a batch for an entry; undefined for any other request. */
export function actionsIn(body: unknown): Members[] | undefined {
  if (!isMembers(body) || !Array.isArray(body['actions'])) return undefined;
  return redact(body['actions']) as Members[];
}

/** What a request does, in a few words. */
export function summarize(
  operation: string,
  input: { body?: unknown; path?: unknown; query?: unknown },
): string {
  const actions = actionsIn(input.body);
  if (actions) return cut(actions.map(stepWords).join('; '), MAX_SUMMARY);
  const words = Object.entries({
    ...(isMembers(input.path) ? input.path : {}),
    ...(isMembers(input.query) ? input.query : {}),
    ...(isMembers(input.body) ? (redact(input.body) as Members) : {}),
  }).map(([name, value]) => `${name} ${wordsOf(value)}`);
  return cut([operation, ...words].join(' '), MAX_SUMMARY);
}

function stepWords({ type, ...members }: Members): string {
  const { x, y, ...rest } = members;
  const place = x === undefined ? [] : [`at ${wordsOf(x)}, ${wordsOf(y)}`];
  const telling = Object.entries(rest).filter(([name, value]) => USUAL[name] !== value);
  const others = telling.map(([name, value]) =>
    name === 'textLength' ? `${wordsOf(value)} characters` : `${name} ${wordsOf(value)}`,
  );
  return [wordsOf(type), ...place, ...others].join(' ');
}

const wordsOf = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

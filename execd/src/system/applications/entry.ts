/** What a desktop entry says, as far as it is used here. */
export interface Entry {
  id: string;
  name: string;
  description: string;
  categories: string[];
  exec: string;
  path: string | undefined;
  /** True when menus show it. */
  isShown: boolean;
}

const GROUP = '[Desktop Entry]';

/** Reads a desktop entry; undefined for what is no application. */
export function parseEntry(id: string, text: string): Entry | undefined {
  const values = groupOf(text);
  const exec = values.get('Exec');
  if (values.get('Type') !== 'Application' || !exec || values.get('Hidden') === 'true')
    return undefined;
  const list = (name: string) => (values.get(name) ?? '').split(';').filter(Boolean);
  const only = list('OnlyShowIn');
  const isShown =
    values.get('NoDisplay') !== 'true' &&
    (only.length === 0 || only.includes('XFCE')) &&
    !list('NotShowIn').includes('XFCE');
  return {
    id,
    name: values.get('Name') ?? id,
    description: values.get('Comment') ?? values.get('GenericName') ?? '',
    categories: list('Categories'),
    exec,
    path: values.get('Path'),
    isShown,
  };
}

function groupOf(text: string): Map<string, string> {
  const values = new Map<string, string>();
  let isIn = false;
  for (const line of text.split('\n')) {
    if (line.startsWith('[')) isIn = line.trim() === GROUP;
    const [, key, value] = /^([A-Za-z-]+) *= *(.*)$/.exec(line) ?? [];
    if (isIn && key && value !== undefined) values.set(key, unescapeValue(value.trimEnd()));
  }
  return values;
}

const ESCAPES: Record<string, string> = { s: ' ', n: '\n', t: '\t', r: '\r', '\\': '\\' };
const unescapeValue = (value: string): string =>
  value.replaceAll(/\\([sntr\\])/g, (_, letter: string) => ESCAPES[letter] ?? '');

/** The command line of an entry for these files or URLs: quoting and field codes as the standard says, no shell. */
export function commandOf({ exec, name }: Entry, targets: readonly string[]): string[] {
  const words = splitExec(exec);
  const argv = words.flatMap((word) => fieldOf(word, name, targets));
  const takesTargets = words.some((word) => /^%[fFuU]$/.test(word));
  return takesTargets ? argv : [...argv, ...targets];
}

function fieldOf(word: string, name: string, targets: readonly string[]): string[] {
  switch (word) {
    case '%F':
    case '%U':
      return [...targets];
    case '%f':
    case '%u':
      return targets.slice(0, 1);
    case '%c':
      return [name];
    default:
      // Codes that are deprecated, or mean nothing here, vanish.
      return /^%[a-zA-Z]$/.test(word) ? [] : [word.replaceAll('%%', '%')];
  }
}

function splitExec(exec: string): string[] {
  const words = exec.match(/"(?:[^"\\]|\\.)*"|[^\s"]+/g) ?? [];
  return words.map((word) =>
    word.startsWith('"') ? word.slice(1, -1).replaceAll(/\\(["`$\\])/g, '$1') : word,
  );
}

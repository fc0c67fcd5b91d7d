import { fenced, page, type GeneratedFile } from './page.ts';
import { source } from './sources.ts';

const FILES = [
  'client.py',
  'desktop.py',
  '_control.py',
  '_events.py',
  'screenshot.py',
  'errors.py',
];
const FOLDER = 'sdks/python/src/cyberdesk';

interface Member {
  signature: string;
  doc: string;
}

interface PythonClass extends Member {
  name: string;
  members: Member[];
}

/** Text of the docstring that begins the lines, without its indentation. */
const docstring = (lines: string[]): string => {
  const text = lines.join('\n');
  const found = /^\s*"""([\s\S]*?)"""/.exec(text)?.[1] ?? '';
  return found
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .replace(/\n*Args:\n/, '\n\n')
    .replaceAll(/^(\w+): /gm, '- `$1`: ')
    .trim();
};

/** A signature with the lines that its brackets span, and where its body begins. */
const signatureAt = (lines: string[], start: number): [text: string, next: number] => {
  let end = start;
  while (end < lines.length && !lines[end]?.endsWith(':')) end += 1;
  const text = lines
    .slice(start, end + 1)
    .map((line) => line.trim())
    .join(' ');
  const joined = text.replaceAll(/\(\s+/g, '(').replaceAll(/,?\s+\)/g, ')');
  return [joined.replace(/:$/, ''), end + 1];
};

const methodAt = (lines: string[], at: number): Member | undefined => {
  const line = lines[at] ?? '';
  if (!/^ {4}(async )?def /.test(line) || /def _(?!_init__)/.test(line)) return undefined;
  const [text, next] = signatureAt(lines, at);
  const isProperty = /@property/.test(lines[at - 1] ?? '');
  const bare = text.replace(/\((cls|self)(, )?/, '(').replace('__init__', 'constructor');
  const signature = isProperty
    ? bare.replace('def ', '').replace('()', '').replace(' -> ', ': ')
    : bare;
  const doc = docstring(lines.slice(next));
  return doc ? { signature, doc } : undefined;
};

/** Attributes that have a text below them. */
const attributeAt = (lines: string[], at: number): Member | undefined => {
  const found = /^ +(?:self\.)?([a-z]\w*)(: [^=]+)?(?: = .*)?$/.exec(lines[at] ?? '');
  const doc = /^ +"""/.test(lines[at + 1] ?? '') ? docstring(lines.slice(at + 1)) : '';
  return found && doc && !lines[at]?.endsWith(':')
    ? { signature: `${found[1]}${(found[2] ?? '').trimEnd()}`, doc }
    : undefined;
};

const classOf = (text: string): PythonClass => {
  const lines = text.split('\n');
  const name = /^class (\w+)/.exec(text)?.[1] ?? '';
  const members = lines.flatMap((_, at) => methodAt(lines, at) ?? attributeAt(lines, at) ?? []);
  const init = lines.findIndex((line) => /^ {4}def __init__/.test(line));
  const signature = init < 0 ? '' : signatureAt(lines, init)[0];
  return {
    name,
    doc: docstring(lines.slice(1)),
    signature: signature.replace(/^def __init__\(self(, )?/, `${name}(`).replace(/ -> None$/, ''),
    members,
  };
};

/** Public classes of a module. */
export const classesOf = (text: string): PythonClass[] =>
  text
    .replaceAll(/^@dataclass.*\n/gm, '')
    .split(/^(?=class )/m)
    .filter((part) => /^class [A-Z]/.test(part))
    .map((part) => classOf(part.replace(/\n(?=[^\s])[\s\S]*$/, '')));

const isFactory = ({ signature }: PythonClass): boolean => /resources: Resources/.test(signature);

const classText = (each: PythonClass): string => {
  const head = `## ${each.name}\n\n${each.doc}`;
  const constructor = each.signature && !isFactory(each) ? fenced('python', each.signature) : '';
  const members = each.members.map(
    ({ signature, doc }) => `### ${nameOf(signature)}\n\n${fenced('python', signature)}\n\n${doc}`,
  );
  return [head, constructor, ...members].filter(Boolean).join('\n\n');
};

const nameOf = (signature: string): string =>
  /^(?:async )?(?:def )?(\w+)/.exec(signature)?.[1] ?? signature;

/** Reference of the Python SDK, from its docstrings. */
export const pythonPages = (): GeneratedFile[] => {
  const classes = FILES.flatMap((file) => classesOf(source(`${FOLDER}/${file}`)));
  const introduction =
    'From the docstrings of `cyberdesk` for Python 3.11 and later. `AsyncCyberdesk` and `AsyncDesktop` have the same ' +
    'methods as coroutines; what lists is an async iterator there. `client.resources` has each operation of the ' +
    '[API reference](/docs/api) by the name that its page tells.';
  const shown = classes.filter(({ name }) => !name.startsWith('Async'));
  const text = [introduction, ...shown.map(classText)].join('\n\n');
  return [
    {
      path: 'sdks/python.md',
      text: page('Python SDK', 'Classes and methods of cyberdesk for Python.', text),
    },
  ];
};

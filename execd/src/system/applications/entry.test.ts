import { expect, test } from 'vitest';
import { commandOf, parseEntry } from './entry.ts';

const entry = (lines: string) =>
  parseEntry('x', `[Desktop Entry]\nType=Application\nName=X\n${lines}`);
const command = (exec: string, ...targets: string[]): string[] => {
  const parsed = entry(`Exec=${exec}`);
  if (!parsed) throw new Error('no entry');
  return commandOf(parsed, targets);
};

test.each<[string, string[], string[]]>([
  ['firefox %u', ['http://a b'], ['firefox', 'http://a b']],
  ['firefox %u', [], ['firefox']],
  ['edit %F --new', ['a', 'b'], ['edit', 'a', 'b', '--new']],
  ['edit', ['a'], ['edit', 'a']],
  ['"/opt/my app/run" --x=%% %i', [], ['/opt/my app/run', '--x=%']],
  ['sh -c "echo \\\\$HOME; ls"', [], ['sh', '-c', 'echo $HOME; ls']],
  ['run %c %k', [], ['run', 'X']],
])('%s with %j is %j', (exec, targets, argv) => {
  expect(command(exec, ...targets)).toEqual(argv);
});

test('what menus hide is hidden, what is no application is none', () => {
  expect(entry('Exec=a')?.isShown).toBe(true);
  expect(entry('Exec=a\nNoDisplay=true')?.isShown).toBe(false);
  expect(entry('Exec=a\nOnlyShowIn=GNOME;KDE;')?.isShown).toBe(false);
  expect(entry('Exec=a\nOnlyShowIn=XFCE;')?.isShown).toBe(true);
  expect(entry('Exec=a\nNotShowIn=XFCE;')?.isShown).toBe(false);
  expect(entry('Exec=a\nHidden=true')).toBeUndefined();
  expect(entry('')).toBeUndefined();
  expect(parseEntry('x', '[Other]\nExec=a\n[Desktop Entry]\nType=Link')).toBeUndefined();
});

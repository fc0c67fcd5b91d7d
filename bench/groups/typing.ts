import { interleave, timesOf, type Side } from '../support/rounds.ts';
import { xdotoolType } from '../peers/xdotool.ts';
import { figure, ratio, type Row } from '../table.ts';
import { act, cpu, type Screen } from '../support/screen.ts';

/** 1,000 characters, of which every twentieth is not ASCII. */
const text = Array.from({ length: 1_000 }, (_, index) =>
  index % 20 === 19 ? (['é', '中', '😀'][index % 3] ?? '') : ('the quick fox '[index % 14] ?? ' '),
).join('');
const ascii = [...text].filter((character) => character < '\u0080').join('');

/** A text that a program must have received exactly; its ASCII part against xdotool, which loses the rest. */
export const typing = async ({ execd, window }: Screen): Promise<Row[]> => {
  const errors = { ours: 0, peer: 0 };
  const side = (
    name: 'ours' | 'peer',
    text: string,
    send: (text: string) => Promise<void>,
  ): Side => ({
    name,
    before: () => Promise.resolve(window.forget()),
    operation: async () => {
      await send(text);
      await window.typed(text);
      errors[name] += window.errors(text);
    },
    cpu: cpu(execd)[name],
  });
  const ours = (text: string) => act(execd, [{ type: 'type', text }]);
  const [mixed, plain, peer] = await interleave(
    [
      side('ours', text, ours),
      side('ours', ascii, ours),
      side('peer', ascii, (text) => xdotoolType(execd.display, text)),
    ],
    { rounds: 5, operations: 2 },
  );
  return [
    ...timesOf('1,000 characters with é 中 😀, ours', mixed),
    ...timesOf(`their ${ascii.length} ASCII ones, ours`, plain),
    ...timesOf(`their ${ascii.length} ASCII ones, xdotool`, peer),
    { what: 'wrong characters, ours', value: errors.ours, unit: '', atMost: 0 },
    figure('wrong characters, xdotool', errors.peer, ''),
    ratio('ASCII typing / xdotool', plain?.p50, peer?.p50, { atMost: 1 }),
  ];
};

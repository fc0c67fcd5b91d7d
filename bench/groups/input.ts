import { xdotoolClick } from '../peers/xdotool.ts';
import { withCleanup } from '../support/cleanup.ts';
import { interleave, timesOf } from '../support/rounds.ts';
import { act, cpu, openScreen, type Screen } from '../support/screen.ts';
import { ratio, type Row } from '../table.ts';
import { inputUnderLoad } from './input-load.ts';
import { typing } from './typing.ts';

/** Clicks and typing as a program with a window sees them, and clicks while the screen is watched closely. */
export const input = (): Promise<Row[]> =>
  withCleanup(async (cleanup) => {
    const screen = await openScreen(cleanup);
    return [
      ...(await clicks(screen)),
      ...(await typing(screen)),
      ...(await inputUnderLoad(screen)),
    ];
  });

/** Every click has a place of its own, so that the one that is seen is the one that was made. */
const places = () => {
  let count = 0;
  return (): [number, number] => {
    count += 1;
    return [100 + ((count * 7) % 900), 50 + ((count * 13) % 600)];
  };
};

const clicks = async ({ execd, window }: Screen): Promise<Row[]> => {
  const next = places();
  const seen = async (send: (x: number, y: number) => Promise<void>): Promise<void> => {
    const [x, y] = next();
    await Promise.all([window.clicked(x, y), send(x, y)]);
  };
  const ours = (x: number, y: number) => act(execd, [{ type: 'move', x, y }, { type: 'click' }]);
  const peer = (x: number, y: number) => xdotoolClick(execd.display, x, y);
  const [us, them] = await interleave(
    [
      { name: 'ours', operation: () => seen(ours), cpu: cpu(execd).ours },
      { name: 'xdotool', operation: () => seen(peer), cpu: cpu(execd).peer },
    ],
    { rounds: 5, operations: 100 },
  );
  return [
    ...timesOf('move + click seen, ours', us),
    ...timesOf('move + click seen, one xdotool', them),
    ratio('move + click / xdotool', us?.p50, them?.p50, { atMost: 0.1 }),
  ];
};

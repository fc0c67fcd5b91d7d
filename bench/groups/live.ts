import { setTimeout as delay } from 'node:timers/promises';
import { startX11vnc } from '../peers/x11vnc.ts';
import { startWebsockify } from '../peers/websockify.ts';
import { withCleanup, type Cleanup } from '../support/cleanup.ts';
import { Dot } from '../support/dot.ts';
import { INSTANCE, startExecd } from '../support/execd.ts';
import { startGateway } from '../support/gateway.ts';
import { interleave, timesOf, type Side } from '../support/rounds.ts';
import { Viewer } from '../../services/e2e/support/rfb.ts';
import { ratio, type Row } from '../table.ts';
import { relay } from './relay.ts';

const SIZE = { width: 1280, height: 800 };
/** Longer than any of the servers waits between two looks at its screen, so that its phase is left to chance. */
const LONGEST_PAUSE_MS = 120;
const QUIET_MS = 120;
const PLAN = { rounds: 5, operations: 10 };

/** From a pixel that a program draws to the viewer that has received it, and the relay by itself. */
export const live = async (): Promise<Row[]> => [
  ...(await withCleanup(pixelToViewer)),
  ...(await relay()),
];

const pixelToViewer = async (cleanup: Cleanup): Promise<Row[]> => {
  const sides = [
    await ours(cleanup),
    await theirs(cleanup, 'x11vnc', []),
    await theirs(cleanup, 'x11vnc -wait 50', ['-wait', '50']),
  ];
  const measured = await interleave(sides, PLAN);
  const [us, usual, slow] = measured.map(({ p50 }) => p50);
  return [
    ...sides.flatMap(({ name }, index) => timesOf(`pixel to viewer, ${name}`, measured[index])),
    ratio('pixel to viewer / x11vnc', us, usual, { atMost: 0.35 }),
    ratio('pixel to viewer / x11vnc -wait 50', us, slow, { atMost: 0.15 }),
  ];
};

const ours = async (cleanup: Cleanup): Promise<Side> => {
  const execd = await startExecd(cleanup, SIZE);
  const addresses = { [INSTANCE]: '127.0.0.1' };
  const desktops = { execdPort: execd.port, addresses, key: execd.key };
  const gateway = await startGateway(cleanup, desktops);
  const url = `ws://127.0.0.1:${gateway.dataPort}/instances/${INSTANCE}/live`;
  const viewer = new Viewer(url, await gateway.grant(INSTANCE));
  return side('gateway', await Dot.open(execd.display), viewer);
};

const theirs = async (cleanup: Cleanup, name: string, flags: string[]): Promise<Side> => {
  const { display, port } = await startX11vnc(cleanup, SIZE, flags);
  const { url } = await startWebsockify(cleanup, port);
  return side(name, await Dot.open(display), new Viewer(url, 'none'));
};

/** One picture is asked for before the change, as viewers do, so that it comes as soon as it can. */
const side = async (name: string, dot: Dot, viewer: Viewer): Promise<Side> => {
  await viewer.handshake();
  await viewer.frame(false);
  let next: Next;
  return {
    name,
    before: async () => {
      next = await nextChange(viewer);
    },
    operation: async () => {
      dot.draw();
      await next.change;
    },
  };
};

/** What a viewer has asked for and is not there yet. */
interface Next {
  change: Promise<unknown>;
}

/** Asks for what changes next. The rest of the last change comes first: it is awaited until nothing more comes. */
const nextChange = async (viewer: Viewer): Promise<Next> => {
  for (;;) {
    const change = viewer.frame(true).then(() => 'changed');
    const quiet = delay(QUIET_MS + Math.random() * LONGEST_PAUSE_MS).then(() => 'quiet');
    if ((await Promise.race([change, quiet])) === 'quiet') return { change };
  }
};

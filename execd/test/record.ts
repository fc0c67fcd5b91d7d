import { Desktop } from '../src/system/desktop.ts';
import { silent } from '../src/system/log.ts';
import { Recordings } from '../src/system/recordings/recordings.ts';

/** Records the screen of display `argv[3]` into the directory `argv[2]` until it is killed. */
const [, , directory = '', display = ''] = process.argv;
const desktop = new Desktop(Number(display), silent);
desktop.display.start();
const recordings = new Recordings({ directory, screen: desktop, log: silent });
const wish = { framesPerSecond: 10, maxDurationSeconds: 60, maxBytes: 2 ** 30 };
const { id } = await recordings.start(wish);
console.log(id);

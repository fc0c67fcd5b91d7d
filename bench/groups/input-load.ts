import { setTimeout as delay } from 'node:timers/promises';
import { expectStatus } from '../support/http.ts';
import { median, percentile } from '../support/numbers.ts';
import { ChangingPage } from '../support/page.ts';
import type { Row } from '../table.ts';
import { act, type Screen } from '../support/screen.ts';

const EVERY_MS = 20;
const INPUTS = 400;
const PAUSE_MS = 25;
/** The page leaves a strip at the right where the window below it is clicked. */
const STRIP = 80;
const SIZE = { width: 1280 - STRIP, height: 800 };

/** Clicks while somebody takes 50 pictures a second of a page that changes for each. */
export const inputUnderLoad = async ({ execd, window, cleanup }: Screen): Promise<Row[]> => {
  const page = await ChangingPage.open(execd.display, SIZE);
  cleanup.add(() => page.close());
  const load = new Load(async () => {
    await page.next();
    expectStatus(await execd.call('/screenshot?format=jpeg&quality=80'), 200);
  });
  const times: number[] = [];
  for (let count = 0; count < INPUTS; count += 1) {
    await delay(PAUSE_MS);
    const [x, y] = [SIZE.width + 10 + (count % 50), 50 + (count % 600)];
    const begun = performance.now();
    await Promise.all([
      window.clicked(x, y),
      act(execd, [{ type: 'move', x, y }, { type: 'click' }]),
    ]);
    times.push(performance.now() - begun);
  }
  const rate = await load.stop();
  return [
    { what: 'screenshots asked for meanwhile', value: 1000 / EVERY_MS, unit: 'per s' },
    { what: 'screenshots answered meanwhile', value: rate, unit: 'per s' },
    { what: 'move + click seen meanwhile, p50', value: median(times), unit: 'ms' },
    {
      what: 'move + click seen meanwhile, p99',
      value: percentile(times, 0.99),
      unit: 'ms',
      atMost: 20,
    },
  ];
};

/** Does something at a fixed rate, whether or not the last one is answered. */
class Load {
  #done = 0;
  #failure: unknown;
  #begun = performance.now();
  #open = new Set<Promise<void>>();
  #timer: NodeJS.Timeout;

  constructor(work: () => Promise<void>) {
    this.#timer = setInterval(() => {
      const one = work()
        .then(() => void (this.#done += 1))
        .catch((error: unknown) => (this.#failure ??= error))
        .finally(() => this.#open.delete(one)) as Promise<void>;
      this.#open.add(one);
    }, EVERY_MS);
  }

  /** How many a second were done; throws when one failed. */
  async stop(): Promise<number> {
    clearInterval(this.#timer);
    const rate = (this.#done * 1000) / (performance.now() - this.#begun);
    await Promise.all(this.#open);
    if (this.#failure !== undefined) throw this.#failure;
    return rate;
  }
}

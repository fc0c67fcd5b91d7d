import { withCleanup, type Cleanup } from '../support/cleanup.ts';
import { startExecd, type Execd, type Size } from '../support/execd.ts';
import { ChangingPage } from '../support/page.ts';
import { interleave, timesOf, type Measured, type Side } from '../support/rounds.ts';
import { cpuOf, cpuOfChildren } from '../support/processes.ts';
import { expectStatus } from '../support/http.ts';
import { removeShots, scrotBase64, scrotFile, x11grab } from '../peers/screenshot.ts';
import { ratio, type Row } from '../table.ts';

const PLAN = { rounds: 5, operations: 20 };
/** The spawned ffmpeg takes a quarter of a second. */
const SLOW_OPERATIONS = 5;

/** Screenshots at both sizes: of a page that changes before each, and of one that does not. */
export const screen = async (): Promise<Row[]> => [
  ...(await withCleanup((cleanup) => atSize(cleanup, { width: 1280, height: 800 }))),
  ...(await withCleanup((cleanup) => atSize(cleanup, { width: 1920, height: 1080 }))),
];

const atSize = async (cleanup: Cleanup, size: Size): Promise<Row[]> => {
  const execd = await startExecd(cleanup, size);
  const page = await ChangingPage.open(execd.display, size);
  cleanup.add(() => page.close());
  cleanup.add(removeShots);
  const changing = { before: () => page.next() };
  const ours = { cpu: () => cpuOf(execd.pid, execd.xServer), ...changing };
  const peer = { cpu: () => cpuOfChildren() + cpuOf(execd.xServer), ...changing };
  const repeated = new Repeated(execd);
  const sides: Side[] = [
    { name: 'ours, jpeg', operation: () => take(execd, 'jpeg'), ...ours },
    { name: 'scrot | base64', operation: () => scrotBase64(execd.display), ...peer },
    { name: 'ours, png', operation: () => take(execd, 'png'), ...ours },
    { name: 'scrot + read', operation: () => scrotFile(execd.display), ...peer },
    {
      name: 'ffmpeg x11grab',
      operation: () => x11grab(execd.display, size),
      ...peer,
      operations: SLOW_OPERATIONS,
    },
    { name: 'ours, unchanged', operation: () => repeated.take(), cpu: ours.cpu },
  ];
  const measured = await interleave(sides, PLAN);
  return rowsOf(`${size.width}x${size.height}`, sides, measured, repeated.bodies);
};

const take = async (execd: Execd, format: 'jpeg' | 'png'): Promise<void> => {
  const answer = await execd.call(`/screenshot?format=${format}&quality=80`);
  expectStatus(answer, 200);
};

/** Asks again with the answer's own tag. The page stays as it is, so only the first answer may have a body. */
class Repeated {
  bodies = 0;
  #tag: string | undefined;
  #execd: Execd;

  constructor(execd: Execd) {
    this.#execd = execd;
  }

  async take(): Promise<void> {
    const headers: Record<string, string> = {};
    if (this.#tag !== undefined) headers['if-none-match'] = this.#tag;
    const answer = await this.#execd.call('/screenshot?format=png', { headers });
    expectStatus(answer, 200, 304);
    if (answer.status === 304 && answer.body.length === 0) return;
    this.bodies += 1;
    this.#tag = answer.headers.etag;
  }
}

const rowsOf = (size: string, sides: Side[], measured: Measured[], bodies: number): Row[] => {
  const absolute = sides.flatMap(({ name }, index) => timesOf(`${size} ${name}`, measured[index]));
  const [jpeg, base64, png, file, grab, same] = measured.map(({ p50 }) => p50);
  const unchanged = ratio(`${size} unchanged / scrot | base64`, same, base64, { atMost: 0.03 });
  return [
    ...absolute,
    ratio(`${size} jpeg / scrot | base64`, jpeg, base64, { atMost: 0.4 }),
    ratio(`${size} png / scrot + read`, png, file, { atMost: 0.2 }),
    ratio(`${size} jpeg / scrot + read`, jpeg, file),
    ratio(`${size} png / ffmpeg x11grab`, png, grab, { atMost: 0.08 }),
    ratio(`${size} jpeg / ffmpeg x11grab`, jpeg, grab),
    // The first of all, and the first of each round after the page has changed.
    bodies <= PLAN.rounds + 1
      ? unchanged
      : { ...unchanged, failed: `${bodies} answers for an unchanged screen had a body` },
  ];
};

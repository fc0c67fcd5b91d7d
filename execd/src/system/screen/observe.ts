import type { Observation, Window } from '@cyberdesk/generated/execd/types.gen';
import { Fault } from '../fault.ts';
import type { Marks, NumberedMark, Observer } from './marks.ts';
import type { Picture, PictureOptions } from './pictures.ts';
import { onScreen } from './region.ts';
import type { Region } from './region.ts';

/** What there is on the screen beside pixels; each part may be missing or fail without the rest. */
export interface Surroundings {
  /** The window that has the keyboard. */
  focusedWindow(): Promise<Window | undefined>;
  /** Elements of it that can be acted on, in reading order, at most so many. */
  elements(limit: number): Promise<{ elements: SeenElement[]; truncated: boolean }>;
}
export type SeenElement = Omit<NumberedMark, 'mark'>;

/** A screen without window manager and accessibility. */
export const bareScreen: Surroundings = {
  focusedWindow: () => Promise.resolve(undefined),
  elements: () =>
    Promise.reject(new Fault('unavailable', 'This desktop has no accessibility tree.')),
};

export interface ObserveOptions extends Omit<PictureOptions, 'region' | 'marks'> {
  since?: string | undefined;
  maxMarks: number;
  drawMarks: boolean;
}
interface Screen {
  surroundings: Surroundings;
  marks: Marks;
  pictures: { contentOf(etag: string): number | undefined };
  frames: { changedSince(content: number, size: Picture['screen']): Region[] };
  picture(options: PictureOptions): Promise<Picture>;
}
type Found = Pick<Observation, 'marksTruncated' | 'marksUnavailable'> & { marks: NumberedMark[] };

/** Sees everything at once, and remembers the marks for the one who asked. */
export async function observe(
  screen: Screen,
  { since, maxMarks, drawMarks, ...image }: ObserveOptions,
  observer: Observer,
): Promise<Observation> {
  const [found, focusedWindow] = await Promise.all([
    find(screen.surroundings, maxMarks),
    screen.surroundings.focusedWindow().catch(() => undefined),
  ]);
  // The picture last: what moved while the tree was read is seen in it.
  const picture = await screen.picture({ ...image, marks: drawMarks ? found.marks : undefined });
  const marks = found.marks.flatMap((mark) => clip(mark, picture));
  screen.marks.remember(observer, marks);
  return {
    image: inline(picture),
    etag: picture.etag,
    display: { ...picture.screen, cursor: picture.cursor },
    changedRegions: screen.frames.changedSince(contentOf(screen, since), picture.screen),
    ...(focusedWindow ? { focusedWindow } : {}),
    ...found,
    marks,
  };
}

async function find(surroundings: Surroundings, limit: number): Promise<Found> {
  if (limit === 0) return { marks: [], marksTruncated: false };
  try {
    const { elements, truncated } = await surroundings.elements(limit);
    const marks = elements
      .slice(0, limit)
      .map((element, index) => ({ mark: index + 1, ...element }));
    return { marks, marksTruncated: truncated || elements.length > limit };
  } catch (error) {
    // The picture is worth an answer of its own.
    const why =
      error instanceof Fault ? error.message : 'The accessibility tree could not be read.';
    return { marks: [], marksTruncated: false, marksUnavailable: why };
  }
}

/** A mark that left the screen meanwhile is none. */
function clip(mark: NumberedMark, { screen }: Picture): NumberedMark[] {
  return onScreen([mark.region], screen).map((region) => ({ ...mark, region }));
}

/** Tags of another life of execd are older than everything. */
function contentOf({ pictures }: Screen, since: string | undefined): number {
  return (since === undefined ? undefined : pictures.contentOf(since)) ?? -1;
}

function inline({ bytes, contentType, width, height, scale }: Picture): Observation['image'] {
  return { contentType, width, height, scale, data: bytes.toString('base64') };
}

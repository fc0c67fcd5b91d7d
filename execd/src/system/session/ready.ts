import type { Link } from '../x11/link.ts';

/** Types of the two windows that make a desktop: the background and the panel. */
const PARTS = ['_NET_WM_WINDOW_TYPE_DESKTOP', '_NET_WM_WINDOW_TYPE_DOCK'];
const MAX_WINDOWS = 256;

/** Says what of a drawn desktop is still missing: a window manager, the background, the panel. */
export async function missingParts(link: Link): Promise<string | undefined> {
  const manager = await property(link, link.root, '_NET_SUPPORTING_WM_CHECK');
  if (manager.length === 0) return 'the window manager is not up';
  const windows = await property(link, link.root, '_NET_CLIENT_LIST');
  const types = await Promise.all(
    windows.slice(0, MAX_WINDOWS).map((window) =>
      // A window may close while it is asked.
      property(link, window, '_NET_WM_WINDOW_TYPE').catch(() => []),
    ),
  );
  const present = new Set(types.flat());
  for (const part of PARTS) {
    if (!present.has(await atom(link, part))) return 'panel and background are not drawn';
  }
  return undefined;
}

function atom(link: Link, name: string): Promise<number> {
  return link.call<number>((done) => link.client.InternAtom(false, name, done));
}

async function property(link: Link, window: number, name: string): Promise<number[]> {
  const key = await atom(link, name);
  const { data } = await link.call<{ data: Buffer }>((done) =>
    link.client.GetProperty(0, window, key, 0, 0, MAX_WINDOWS, done),
  );
  const values: number[] = [];
  for (let at = 0; at + 4 <= data.length; at += 4) values.push(data.readUInt32LE(at));
  return values;
}

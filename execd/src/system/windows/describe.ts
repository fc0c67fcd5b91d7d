import type { Window, WindowRegion } from '@cyberdesk/generated/execd/types.gen';
import type { Ewmh } from './ewmh.ts';

/** A window as the contract shows it; undefined when it is gone, or belongs to the desktop itself. */
export async function describeWindow(
  ewmh: Ewmh,
  id: number,
  active: number,
): Promise<Window | undefined> {
  const [region, types] = await Promise.all([
    regionOf(ewmh, id),
    ewmh.numbers(id, '_NET_WM_WINDOW_TYPE'),
  ]);
  const { atoms } = ewmh;
  const own = [atoms['_NET_WM_WINDOW_TYPE_DESKTOP'], atoms['_NET_WM_WINDOW_TYPE_DOCK']];
  if (!region || types.some((type) => own.includes(type))) return undefined;
  const [title, application, states, [processId]] = await Promise.all([
    titleOf(ewmh, id),
    applicationOf(ewmh, id),
    ewmh.numbers(id, '_NET_WM_STATE'),
    ewmh.numbers(id, '_NET_WM_PID'),
  ]);
  return {
    id: nameOf(id),
    title,
    application,
    ...(processId === undefined ? {} : { processId }),
    focused: id === active,
    minimized: states.includes(atoms['_NET_WM_STATE_HIDDEN']),
    maximized:
      states.includes(atoms['_NET_WM_STATE_MAXIMIZED_VERT']) &&
      states.includes(atoms['_NET_WM_STATE_MAXIMIZED_HORZ']),
    region,
  };
}

/** Id of a window in the contract. */
export const nameOf = (id: number): string => `0x${id.toString(16)}`;

async function titleOf(ewmh: Ewmh, id: number): Promise<string> {
  const modern = await ewmh.bytes(id, '_NET_WM_NAME');
  if (modern.length > 0) return modern.toString('utf8');
  return (await ewmh.bytes(id, 'WM_NAME')).toString('latin1');
}

/** The second part of the class: the first one differs from window to window. */
async function applicationOf(ewmh: Ewmh, id: number): Promise<string> {
  const [instance = '', name] = (await ewmh.bytes(id, 'WM_CLASS')).toString('latin1').split('\0');
  return name || instance;
}

/** With the frame that the window manager has put around it. */
async function regionOf(ewmh: Ewmh, id: number): Promise<WindowRegion | undefined> {
  const inner = await innerRegion(ewmh, id);
  if (!inner) return undefined;
  const [left = 0, right = 0, top = 0, bottom = 0] = await ewmh.numbers(id, '_NET_FRAME_EXTENTS');
  return {
    x: inner.x - left,
    y: inner.y - top,
    width: inner.width + left + right,
    height: inner.height + top + bottom,
  };
}

async function innerRegion({ link }: Ewmh, id: number): Promise<WindowRegion | undefined> {
  const { client, root } = link;
  try {
    const [size, place] = await Promise.all([
      link.call<{ width: number; height: number }>((done) => client.GetGeometry(id, done)),
      link.call<{ destX: number; destY: number }>((done) =>
        client.TranslateCoordinates(id, root, 0, 0, done),
      ),
    ]);
    return { x: place.destX, y: place.destY, width: size.width, height: size.height };
  } catch (error) {
    if (!link.alive) throw error;
    return undefined;
  }
}

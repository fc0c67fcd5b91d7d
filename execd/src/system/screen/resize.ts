import type { CrtcInfo, ScreenResources } from 'x11';
import { Fault } from '../fault.ts';
import type { Link } from '../x11/link.ts';
import { area } from './region.ts';
import type { Size } from './region.ts';

export type { Size } from './region.ts';

/** Memory that one pixel more costs: frames of the server, of live views, of pictures and of recordings. */
const BYTES_A_PIXEL = 40;
/** Modes made here; others are the server's own. */
const OWN = 'cyberdesk-';

/** Refuses a size for which this machine has no memory: a desktop that swaps or dies helps nobody. */
export function checkMemory(
  size: Size,
  current: Size,
  available: number = process.availableMemory(),
): void {
  const limit = area(current) + Math.floor(available / 2 / BYTES_A_PIXEL);
  if (area(size) <= limit || area(size) <= area(current)) return;
  const detail = `${size.width}x${size.height} are ${area(size)} pixels; the memory that is free now is enough for ${limit}. Choose a smaller size or a larger desktop.`;
  throw new Fault('unprocessable', detail);
}

/** Resizes the one output of Xtigervnc by RandR; any size goes, a new mode is made when needed. */
export async function resize(link: Link, size: Size): Promise<void> {
  const { randr } = link.extensions;
  const { root } = link;
  const resources = await link.call<ScreenResources>((d) => randr.GetScreenResources(root, d));
  const [crtc] = resources.crtcs;
  const [output] = resources.outputs;
  if (crtc === undefined || output === undefined) throw new Fault('internal', 'No output found.');
  const current = await link.call<CrtcInfo>((d) => randr.GetCrtcInfo(crtc, 0, d));
  if (current.width === size.width && current.height === size.height) return;
  const mode = await modeFor(link, resources, size, output);
  const grown = {
    width: Math.max(size.width, current.width),
    height: Math.max(size.height, current.height),
  };
  // A CRTC must fit into the screen at every moment: grow first, then set, then shrink.
  setScreen(link, grown);
  const { status } = await link.call<{ status: number }>((d) =>
    randr.SetCrtcConfig(crtc, 0, resources.config_timestamp, 0, 0, mode, 1, [output], d),
  );
  if (status !== 0) throw new Fault('internal', `RandR refused the size (status ${status}).`);
  setScreen(link, size);
  forgetModes(link, { resources, output, mode });
  await link.sync();
}

/** Modes of earlier sizes would pile up in the server. */
function forgetModes(
  { extensions: { randr } }: Link,
  { resources, output, mode }: { resources: ScreenResources; output: number; mode: number },
): void {
  for (const { id, name } of resources.modeinfos) {
    if (id === mode || !name.startsWith(OWN)) continue;
    randr.DeleteOutputMode(output, id);
    randr.DestroyMode(id);
  }
}

async function modeFor(
  link: Link,
  resources: ScreenResources,
  size: Size,
  output: number,
): Promise<number> {
  const { randr } = link.extensions;
  const name = `${size.width}x${size.height}`;
  const known = resources.modeinfos.find(
    (mode) => mode.width === size.width && mode.height === size.height,
  );
  const timing = { dot_clock: size.width * size.height * 60, h_total: size.width };
  const wanted = { ...size, ...timing, v_total: size.height, name: `${OWN}${name}` };
  const mode =
    known?.id ?? (await link.call<number>((d) => randr.CreateMode(link.root, wanted, d)));
  randr.AddOutputMode(output, mode);
  return mode;
}

function setScreen(link: Link, { width, height }: Size): void {
  const millimetres = (pixels: number) => Math.round((pixels * 25.4) / 96);
  const { randr } = link.extensions;
  randr.SetScreenSize(link.root, width, height, millimetres(width), millimetres(height));
}

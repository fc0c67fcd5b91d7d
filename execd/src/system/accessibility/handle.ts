import type { Ref } from './bus.ts';

const PREFIX = 'elm_';
const SHORT = '/org/a11y/atspi/accessible/';

/** The handle of an element: unique names on the bus are never given twice, nor are epochs. */
export function handleOf({ bus, path }: Ref, epoch: string): string {
  const short = path.startsWith(SHORT) ? path.slice(SHORT.length) : path;
  return PREFIX + Buffer.from(`${epoch} ${bus} ${short}`).toString('base64url');
}

/** The element of a handle; undefined when it is none of this epoch. */
export function refOf(handle: string, epoch: string): Ref | undefined {
  const text = Buffer.from(handle.slice(PREFIX.length), 'base64url').toString();
  const [from, bus, short] = text.split(' ');
  if (from !== epoch || !bus?.startsWith(':') || !short) return undefined;
  return { bus, path: short.startsWith('/') ? short : SHORT + short };
}

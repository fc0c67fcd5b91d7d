import type { XEvent } from 'x11';
import { atoms } from '../x11/atoms.ts';
import type { Link } from '../x11/link.ts';

const NAMES = [
  'CLIPBOARD',
  'PRIMARY',
  'TARGETS',
  'TIMESTAMP',
  'INCR',
  'UTF8_STRING',
  'STRING',
  'TEXT',
  'text/plain',
  'text/plain;charset=utf-8',
  'image/png',
  'CYBERDESK_CLIPBOARD',
] as const;

export type Name = (typeof NAMES)[number];
export type Atoms = Record<Name, number>;

const ATOM = 4;
const INPUT_ONLY = 2;
const PROPERTY_CHANGE = 0x400000;

/** A window of our own that owns and asks for selections. */
export interface Selections {
  link: Link;
  window: number;
  atoms: Atoms;
}

export async function openSelections(link: Link): Promise<Selections> {
  const { client, root } = link;
  const window = client.AllocID();
  const events = { eventMask: PROPERTY_CHANGE };
  client.CreateWindow(window, root, -1, -1, 1, 1, 0, 0, INPUT_ONLY, 0, events);
  return { link, window, atoms: await atoms(link, NAMES) };
}

/** The next event that is meant, or undefined when none came in time. */
export function nextEvent(
  link: Link,
  isMeant: (event: XEvent) => boolean,
  timeoutMs: number,
): Promise<XEvent | undefined> {
  return new Promise((resolve) => {
    const end = (event: XEvent | undefined) => {
      clearTimeout(timer);
      stop();
      resolve(event);
    };
    const timer = setTimeout(() => end(undefined), timeoutMs);
    const stop = link.onEvent((event) => {
      if (isMeant(event)) end(event);
    });
  });
}

export const atomList = (numbers: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(numbers.length * 4);
  numbers.forEach((number, i) => bytes.writeUInt32LE(number, i * 4));
  return bytes;
};

export { ATOM };

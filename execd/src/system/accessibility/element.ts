import type { Element } from '@cyberdesk/generated/execd/types.gen';
import { ACCESSIBLE } from './bus.ts';
import type { A11yBus, Ref } from './bus.ts';
import { handleOf } from './handle.ts';
import { statesOf } from './states.ts';

const SCREEN = 0;
const MAX_TEXT = 2000;
const INTERFACE = 'org.a11y.atspi.';
/** Extents of what is nowhere, as toolkits give them. */
const NOWHERE = -0x80000000;

export type Extents = { x: number; y: number; width: number; height: number };

/** What an element says of itself. */
export async function readElement(bus: A11yBus, ref: Ref): Promise<Element> {
  const [properties, role, bits, interfaces] = await Promise.all([
    bus.properties(ref, ACCESSIBLE),
    bus.call(ref, { interface: ACCESSIBLE, member: 'GetRoleName' }) as Promise<string>,
    bus.call(ref, { interface: ACCESSIBLE, member: 'GetState' }) as Promise<number[]>,
    bus.call(ref, { interface: ACCESSIBLE, member: 'GetInterfaces' }) as Promise<string[]>,
  ]);
  const has = (name: string) => interfaces.includes(INTERFACE + name);
  const [region, actions, value] = await Promise.all([
    has('Component') ? readExtents(bus, ref) : undefined,
    has('Action') ? readActions(bus, ref) : [],
    readValue(bus, ref, has),
  ]);
  return {
    handle: handleOf(ref, bus.epoch),
    role,
    name: text(properties.get('Name')),
    description: text(properties.get('Description')),
    ...(value === undefined ? {} : { value }),
    states: statesOf(bits),
    actions,
    ...(region ? { region } : {}),
    childCount: Number(properties.get('ChildCount') ?? 0),
  };
}

/** Where an element is on the screen; undefined when it is nowhere. */
export async function readExtents(bus: A11yBus, ref: Ref): Promise<Extents | undefined> {
  const answer = bus.call(ref, {
    interface: `${INTERFACE}Component`,
    member: 'GetExtents',
    signature: 'u',
    body: [SCREEN],
  });
  const [x = NOWHERE, y = 0, width = 0, height = 0] = (await answer.catch(() => [])) as number[];
  return x === NOWHERE || width <= 0 || height <= 0 ? undefined : { x, y, width, height };
}

async function readActions(bus: A11yBus, ref: Ref): Promise<string[]> {
  const answer = bus.call(ref, { interface: `${INTERFACE}Action`, member: 'GetActions' });
  const actions = (await answer.catch(() => [])) as [string, string, string][];
  return actions.map(([name]) => name).filter(Boolean);
}

/** The text that it holds, or where a slider stands. */
async function readValue(
  bus: A11yBus,
  ref: Ref,
  has: (name: string) => boolean,
): Promise<string | undefined> {
  if (has('Text')) {
    const range = { signature: 'ii', body: [0, MAX_TEXT] };
    const answer = bus.call(ref, { interface: `${INTERFACE}Text`, member: 'GetText', ...range });
    const found = text(await answer.catch(() => ''));
    return found === '' ? undefined : found;
  }
  if (!has('Value')) return undefined;
  const values = await bus.properties(ref, `${INTERFACE}Value`).catch(() => new Map());
  const current: unknown = values.get('CurrentValue');
  return typeof current === 'number' ? String(current) : undefined;
}

const text = (value: unknown): string =>
  typeof value === 'string' ? value.slice(0, MAX_TEXT) : '';

import type { Element, ElementList } from '@cyberdesk/generated/execd/types.gen';
import { RE2JS } from 're2js';
import { ACCESSIBLE } from './bus.ts';
import type { A11yBus, Ref } from './bus.ts';
import { readElement, readExtents } from './element.ts';
import type { Extents } from './element.ts';
import { refOf } from './handle.ts';
import { statesOf } from './states.ts';
import { nested, rootsOf, walk } from './tree.ts';
import type { Scope } from './tree.ts';

export interface TreeWish {
  scope: Scope;
  depth: number;
  maxElements: number;
}
export interface FindWish {
  scope: Scope;
  role?: string | undefined;
  name?: string | undefined;
  match: 'exact' | 'substring' | 'regex';
  state?: string[] | undefined;
  limit: number;
}
export interface ActWish {
  handle: string;
  operation: 'press' | 'setText' | 'focus';
  text?: string | undefined;
}

/** What went wrong, in the contract's words; it crosses from one process to another. */
export class Refused extends Error {
  readonly code: 'elementStale' | 'unprocessable' | 'accessibilityUnavailable';

  constructor(code: Refused['code'], message: string) {
    super(message);
    this.code = code;
  }
}

const WALK_MS = 5000;
const MAX_SEARCHED = 5000;
const MAX_DEPTH = 64;
/** Roles that a person clicks, types into or chooses from. */
const ACTIONABLE = new Set([
  'push button',
  'button',
  'toggle button',
  'check box',
  'radio button',
  'combo box',
  'entry',
  'password text',
  'text',
  'link',
  'menu',
  'menu item',
  'check menu item',
  'radio menu item',
  'page tab',
  'slider',
  'spin button',
  'list item',
  'tree item',
  'table cell',
  'icon',
  'switch',
  'terminal',
  'document web',
  'scroll bar',
  'option',
]);

export async function tree(
  bus: A11yBus,
  { scope, depth, maxElements }: TreeWish,
): Promise<ElementList> {
  const bounds = { depth, maxElements, timeoutMs: WALK_MS };
  const { nodes, truncated } = await walk(bus, await someRoots(bus, scope), bounds);
  return { items: nested(nodes), truncated };
}

export async function find(bus: A11yBus, wish: FindWish): Promise<ElementList> {
  const isMeant = matcher(wish);
  const bounds = { depth: MAX_DEPTH, maxElements: MAX_SEARCHED, timeoutMs: WALK_MS };
  const { nodes, truncated } = await walk(bus, await someRoots(bus, wish.scope), bounds);
  const found = nodes.map(({ element }) => element).filter(isMeant);
  return { items: found.slice(0, wish.limit), truncated: truncated || found.length > wish.limit };
}

/** What can be acted on and is seen in the focused window, in reading order. */
export async function actionable(
  bus: A11yBus,
  { scope, limit }: { scope: Scope; limit: number },
): Promise<ElementList> {
  const bounds = { depth: MAX_DEPTH, maxElements: MAX_SEARCHED, timeoutMs: WALK_MS };
  const { nodes, truncated } = await walk(bus, await rootsOf(bus, scope), bounds);
  const seen = nodes
    .map(({ element }) => element)
    .filter(({ role, states, region, actions }) => {
      const isShown = states.includes('showing') && states.includes('visible');
      const isUsable = ACTIONABLE.has(role) || (actions.length > 0 && states.includes('focusable'));
      return region !== undefined && isShown && isUsable && role !== 'document web';
    })
    .toSorted(inReadingOrder);
  return { items: seen.slice(0, limit), truncated: truncated || seen.length > limit };
}

export async function locate(bus: A11yBus, handle: string): Promise<Extents> {
  const ref = await living(bus, handle);
  const region = await readExtents(bus, ref);
  if (region) return region;
  throw new Refused(
    'unprocessable',
    'The element is nowhere on the screen. Scroll it into view or open what holds it.',
  );
}

export async function act(bus: A11yBus, { handle, operation, text = '' }: ActWish): Promise<void> {
  const ref = await living(bus, handle);
  const interfaces = (await bus.call(ref, {
    interface: ACCESSIBLE,
    member: 'GetInterfaces',
  })) as string[];
  const [name, call] = calls[operation](text);
  if (!interfaces.includes(name)) {
    const { role } = await readElement(bus, ref);
    throw new Refused(
      'unprocessable',
      `A ${role} cannot do ${operation}. Click it instead, or choose another element.`,
    );
  }
  const done = await bus.call(ref, { interface: name, ...call });
  if (done === false)
    throw new Refused('unprocessable', `The program refused ${operation} on this element.`);
}

const calls = {
  press: () =>
    ['org.a11y.atspi.Action', { member: 'DoAction', signature: 'i', body: [0] }] as const,
  setText: (text: string) =>
    [
      'org.a11y.atspi.EditableText',
      { member: 'SetTextContents', signature: 's', body: [text] },
    ] as const,
  focus: () => ['org.a11y.atspi.Component', { member: 'GrabFocus' }] as const,
} satisfies Record<ActWish['operation'], (text: string) => readonly [string, object]>;

/** The element of a handle, which its program must still know. */
async function living(bus: A11yBus, handle: string): Promise<Ref> {
  const ref = refOf(handle, bus.epoch);
  const bits =
    ref &&
    (await bus.call(ref, { interface: ACCESSIBLE, member: 'GetState' }).catch(() => undefined));
  if (ref && bits && !statesOf(bits as number[]).includes('defunct')) return ref;
  throw new Refused(
    'elementStale',
    'The element is no longer there. Find it again, or observe the screen again.',
  );
}

async function someRoots(bus: A11yBus, scope: Scope): Promise<Ref[]> {
  const roots = await rootsOf(bus, scope);
  if (roots.length > 0) return roots;
  const which = scope.of === 'focused' ? 'The focused window' : 'No program';
  throw new Refused(
    'accessibilityUnavailable',
    `${which} shows ${scope.of === 'focused' ? 'no' : 'any'} elements. Focus another window, or work with the screenshot.`,
  );
}

function matcher({ role, name, match, state = [] }: FindWish): (element: Element) => boolean {
  const matches = name === undefined ? () => true : nameMatcher(name, match);
  return (element) =>
    (role === undefined || element.role === role) &&
    matches(element.name) &&
    state.every((one) => element.states.includes(one));
}

function nameMatcher(wanted: string, match: FindWish['match']): (name: string) => boolean {
  if (match === 'exact') return (name) => name === wanted;
  if (match === 'substring') {
    const lower = wanted.toLowerCase();
    return (name) => name.toLowerCase().includes(lower);
  }
  const expression = compile(wanted);
  return (name) => expression.matcher(name).find();
}

function compile(expression: string): RE2JS {
  try {
    return RE2JS.compile(expression);
  } catch {
    throw new Refused(
      'unprocessable',
      'name is no regular expression (RE2 syntax). Use match substring for plain text.',
    );
  }
}

/** Lines first: what is at most half a line higher or lower stands beside it. */
function inReadingOrder(a: Element, b: Element): number {
  const [first, second] = [a.region, b.region];
  if (!first || !second) return 0;
  const line = Math.min(first.height, second.height) / 2;
  return Math.abs(first.y - second.y) > line ? first.y - second.y : first.x - second.x;
}

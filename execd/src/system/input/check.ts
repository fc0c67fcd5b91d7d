import type { Action, ScrollAction } from '@cyberdesk/generated/execd/types.gen';
import type { FaultField } from '../fault.ts';
import { keysymOf, isTypable } from './keysyms.ts';

export const BATCH_LIMIT_MS = 45_000;
const MAX_NOTCHES = 100;
/** What browsers and toolkits scroll for one notch, near enough. */
const NOTCH_PIXELS = 120;

/** What of an action's content cannot be done, by its member. Places are checked apart. */
export function checkContent(action: Action, at: string): FaultField[] {
  switch (action.type) {
    case 'key':
      return checkKeys(action.keys, `${at}/keys`);
    case 'keyDown':
    case 'keyUp':
      return checkKey(action.key, `${at}/key`);
    case 'type':
      return checkText(action.text, `${at}/text`);
    case 'scroll':
      return [...checkAmount(action, at), ...checkHeld(action, at)];
    case 'move':
    case 'click':
    case 'drag':
      return checkHeld(action, at);
    default:
      return checkRest(action, at);
  }
}

function checkRest(action: Action, at: string): FaultField[] {
  if (action.type === 'launch') {
    const { application, command } = action;
    if ((application === undefined) !== (command === undefined)) return [];
    return [{ pointer: at, message: 'give one of application and command' }];
  }
  if (action.type !== 'element') return [];
  const needsText = action.operation === 'setText';
  if (needsText === (action.text !== undefined)) return [];
  const message = needsText ? 'setText needs a text' : 'text belongs to setText alone';
  return [{ pointer: `${at}/text`, message }];
}

const checkHeld = ({ holdKeys = [] }: { holdKeys?: string[] }, at: string): FaultField[] =>
  checkKeys(holdKeys, `${at}/holdKeys`);

const checkKeys = (names: readonly string[], at: string): FaultField[] =>
  names.flatMap((name, i) => checkKey(name, `${at}/${i}`));

/** Notches of a scroll, to the right and down. */
export function notchesOf({ deltaX = 0, deltaY = 0, unit = 'notch' }: ScrollAction) {
  const notches = (delta: number): number => {
    if (unit === 'notch' || delta === 0) return delta;
    return Math.sign(delta) * Math.max(1, Math.round(Math.abs(delta) / NOTCH_PIXELS));
  };
  return { x: notches(deltaX), y: notches(deltaY) };
}

function checkAmount(action: ScrollAction, at: string): FaultField[] {
  const { x, y } = notchesOf(action);
  if (x === 0 && y === 0) {
    return [{ pointer: at, message: 'a scroll needs deltaX or deltaY other than 0' }];
  }
  const sides = [
    ['deltaX', x],
    ['deltaY', y],
  ] as const;
  return sides.flatMap(([name, notches]) => {
    if (Math.abs(notches) <= MAX_NOTCHES) return [];
    const hint = 'for pixels, set unit to pixel';
    const message = `${name} is ${notches} notches, and ${MAX_NOTCHES} is the most; ${hint}`;
    return [{ pointer: `${at}/${name}`, message }];
  });
}

function checkKey(name: string, pointer: string): FaultField[] {
  if (keysymOf(name) !== undefined) return [];
  const hint = name.includes('+') ? '; list the keys one by one, as in ["ctrl", "c"]' : '';
  const known =
    'use an X keysym name (Return, Control_L, F5), a usual name (enter, ctrl) or one character';
  return [{ pointer, message: `${JSON.stringify(name)} is no known key: ${known}${hint}` }];
}

function checkText(text: string, pointer: string): FaultField[] {
  let position = 0;
  for (const character of text.replaceAll('\r\n', '\n').replaceAll('\r', '\n')) {
    const point = character.codePointAt(0) ?? 0;
    if (!isTypable(point)) {
      const name = `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
      const message = `${name} at position ${position} cannot be typed; press keys with the key action`;
      return [{ pointer, message }];
    }
    position += character.length;
  }
  return [];
}

/** Planned waiting only: the steps themselves take milliseconds. */
export function checkDuration(actions: readonly Action[]): FaultField[] {
  let total = 0;
  for (const [index, action] of actions.entries()) {
    total += plannedMs(action);
    if (total <= BATCH_LIMIT_MS) continue;
    const message = `this step may end after ${total} ms, and a batch may last ${BATCH_LIMIT_MS} ms; split it`;
    return [{ pointer: `/actions/${index}`, message }];
  }
  return [];
}

function plannedMs(action: Action): number {
  switch (action.type) {
    case 'wait':
      return action.durationMs;
    case 'waitForChange':
    case 'waitForStable':
      return action.timeoutMs ?? 5000;
    case 'key':
      return (action.holdMs ?? 0) * (action.repeat ?? 1);
    default:
      return 0;
  }
}

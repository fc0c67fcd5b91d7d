import type { Action, ScrollAction } from '@cyberdesk/generated/execd/types.gen';
import { Fault } from '../fault.ts';
import type { FaultField } from '../fault.ts';
import type { Size } from '../screen/resize.ts';
import { isTypable, keysymOf } from './keysyms.ts';

export const BATCH_LIMIT_MS = 45_000;

type Point = { x?: number; y?: number };

/** Checks a whole batch before its first step: what is off the screen, unknown or too long is refused by name. */
export function checkBatch(actions: readonly Action[], size: Size): void {
  const offScreen = actions.flatMap((action, index) => checkPoints(action, index, size));
  if (offScreen.length > 0) {
    const detail = `The screen is ${size.width}x${size.height}; ${offScreen[0]?.message}. Nothing was done.`;
    throw new Fault('coordinatesOffScreen', detail, offScreen);
  }
  const wrong = actions.flatMap((action, index) => checkContent(action, index));
  wrong.push(...checkDuration(actions));
  if (wrong.length > 0) {
    throw new Fault('unprocessable', `${wrong[0]?.message}. Nothing was done.`, wrong);
  }
}

function checkPoints(action: Action, index: number, size: Size): FaultField[] {
  const at = `/actions/${index}`;
  if (action.type === 'drag') {
    return action.path.flatMap((point, i) => checkPoint(point, `${at}/path/${i}`, size));
  }
  return 'x' in action || 'y' in action ? checkPoint(action, at, size) : [];
}

function checkPoint(point: Point, pointer: string, size: Size): FaultField[] {
  const axes = [
    ['x', point.x, size.width, 'width'],
    ['y', point.y, size.height, 'height'],
  ] as const;
  return axes.flatMap(([axis, value, limit, side]) =>
    value === undefined || (value >= 0 && value < limit)
      ? []
      : [
          {
            pointer: `${pointer}/${axis}`,
            message: `${axis} is ${value} and must be below the display's ${side}, ${limit}`,
          },
        ],
  );
}

function checkContent(action: Action, index: number): FaultField[] {
  const at = `/actions/${index}`;
  switch (action.type) {
    case 'key':
      return action.keys.flatMap((name, i) => checkKey(name, `${at}/keys/${i}`));
    case 'type':
      return checkText(action.text, `${at}/text`);
    case 'scroll':
      return [...checkAmount(action, at), ...checkPair(action, at)];
    case 'click':
    case 'mouseDown':
    case 'mouseUp':
      return checkPair(action, at);
    default:
      return [];
  }
}

function checkAmount({ deltaX = 0, deltaY = 0 }: ScrollAction, at: string): FaultField[] {
  if (deltaX !== 0 || deltaY !== 0) return [];
  return [{ pointer: at, message: 'a scroll needs deltaX or deltaY other than 0' }];
}

function checkPair({ x, y }: Point, at: string): FaultField[] {
  if ((x === undefined) === (y === undefined)) return [];
  const missing = x === undefined ? 'x' : 'y';
  return [{ pointer: `${at}/${missing}`, message: 'x and y must be given together or not at all' }];
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
function checkDuration(actions: readonly Action[]): FaultField[] {
  let total = 0;
  for (const [index, action] of actions.entries()) {
    total += plannedMs(action);
    if (total <= BATCH_LIMIT_MS) continue;
    const message = `this step ends after ${total} ms, and a batch may last ${BATCH_LIMIT_MS} ms; split it`;
    return [{ pointer: `/actions/${index}`, message }];
  }
  return [];
}

function plannedMs(action: Action): number {
  if (action.type === 'wait') return action.durationMs;
  return action.type === 'key' ? (action.holdMs ?? 0) * (action.repeat ?? 1) : 0;
}

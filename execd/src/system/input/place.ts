import type { Action, CoordinateSpace } from '@cyberdesk/generated/execd/types.gen';
import type { FaultField } from '../fault.ts';
import type { NumberedMark } from '../screen/marks.ts';
import type { Size } from '../screen/region.ts';
import { limitsOf, toScreen } from './space.ts';
import type { Point } from './space.ts';

/** Where an action happens: at a point, at an element whose place shows then, or where the pointer is. */
export type Place = { point: Point } | { element: string } | undefined;

export interface PlaceContext {
  size: Size;
  space: CoordinateSpace | undefined;
  findMark: (mark: number) => NumberedMark;
}

type Placed = Extract<Action, { type: 'move' | 'click' | 'mouseDown' | 'mouseUp' | 'scroll' }>;
type Found = { place: Place } | { wrong: FaultField[]; isOffScreen: boolean };

const refuse = (pointer: string, message: string): Found => ({
  wrong: [{ pointer, message }],
  isOffScreen: false,
});

/** The place of an action, or what is wrong with it. */
export function placeOf(action: Placed, at: string, context: PlaceContext): Found {
  const { x, y, mark, element } = action;
  const ways = [x ?? y, mark, element].filter((way) => way !== undefined);
  if (ways.length > 1) return refuse(at, 'give one of x and y, mark, element');
  if (mark !== undefined) return placeOfMark(mark, `${at}/mark`, context);
  if (element !== undefined) return { place: { element } };
  if (ways.length > 0) return placeOfPair(action, at, context);
  if (action.type === 'move') return refuse(at, 'a move needs x and y, mark or element');
  return { place: undefined };
}

function placeOfPair({ x, y, coordinateSpace }: Placed, at: string, context: PlaceContext): Found {
  if (x !== undefined && y !== undefined)
    return placeOfPoint({ x, y }, at, { ...context, space: coordinateSpace ?? context.space });
  const half = `${at}/${x === undefined ? 'x' : 'y'}`;
  return refuse(half, 'x and y must be given together or not at all');
}

/** A point in the caller's coordinates as one of the screen. */
export function placeOfPoint(given: Point, at: string, { size, space }: PlaceContext): Found {
  const { x, y } = toScreen(space, size)(given);
  if (x !== undefined && y !== undefined) return { place: { point: { x, y } } };
  const axes = [['x', x] as const, ['y', y] as const].filter(([, value]) => value === undefined);
  const wrong = axes.map(([axis]) => ({
    pointer: `${at}/${axis}`,
    message: `${axis} is ${given[axis]}, and ${limitsOf(space, size)}`,
  }));
  return { wrong, isOffScreen: true };
}

function placeOfMark(mark: number, pointer: string, { findMark }: PlaceContext): Found {
  try {
    return { place: { point: middle(findMark(mark).region) } };
  } catch (error) {
    return refuse(pointer, (error as Error).message.replace(/\.$/, ''));
  }
}

/** The middle of a rectangle. */
export function middle({ x, y, width, height }: Size & Point): Point {
  return { x: Math.floor(x + width / 2), y: Math.floor(y + height / 2) };
}

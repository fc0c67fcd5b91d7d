import type { Action, ActionBatch } from '@cyberdesk/generated/execd/types.gen';
import { Fault } from '../fault.ts';
import type { FaultField } from '../fault.ts';
import type { Region, Size } from '../screen/region.ts';
import { checkContent, checkDuration } from './check.ts';
import { placeOf, placeOfPoint } from './place.ts';
import type { Place, PlaceContext } from './place.ts';
import type { Point } from './space.ts';
import { limitsOf } from './space.ts';

/** A step that was checked, with its places in pixels of the screen. */
export interface Planned {
  action: Action;
  place: Place;
  /** Of a drag. */
  path: Point[];
}

interface Findings {
  offScreen: FaultField[];
  wrong: FaultField[];
}

/** Checks a whole batch before its first step: what is off the screen, unknown or too long is refused by name. */
export function planBatch(
  { actions, coordinateSpace }: Pick<ActionBatch, 'actions' | 'coordinateSpace'>,
  { size, findMark }: Omit<PlaceContext, 'space'>,
): Planned[] {
  const findings: Findings = { offScreen: [], wrong: [] };
  const context = { size, findMark, space: coordinateSpace };
  checkSpace(coordinateSpace, '', context, findings);
  const planned = actions.map((action, index) =>
    planStep(action, `/actions/${index}`, context, findings),
  );
  findings.wrong.push(...checkDuration(actions));
  const { offScreen, wrong } = findings;
  if (offScreen.length > 0) {
    const detail = `${offScreen[0]?.message} (${limitsOf(undefined, size)}). Nothing was done.`;
    throw new Fault('coordinatesOffScreen', capital(detail), offScreen);
  }
  if (wrong.length > 0) {
    throw new Fault(
      'unprocessable',
      `${capital(wrong[0]?.message ?? '')}. Nothing was done.`,
      wrong,
    );
  }
  return planned;
}

function planStep(action: Action, at: string, context: PlaceContext, findings: Findings): Planned {
  findings.wrong.push(...checkContent(action, at));
  if ('coordinateSpace' in action) checkSpace(action.coordinateSpace, at, context, findings);
  if ('region' in action && action.region)
    checkRegion(action.region, `${at}/region`, context, findings);
  return {
    action,
    place: planPlace(action, at, context, findings),
    path: planPath(action, at, context, findings),
  };
}

function planPlace(action: Action, at: string, context: PlaceContext, findings: Findings): Place {
  switch (action.type) {
    case 'move':
    case 'click':
    case 'mouseDown':
    case 'mouseUp':
    case 'scroll':
      return take(placeOf(action, at, context), findings);
    default:
      return undefined;
  }
}

function planPath(action: Action, at: string, context: PlaceContext, findings: Findings): Point[] {
  if (action.type !== 'drag') return [];
  const inSpace = { ...context, space: action.coordinateSpace ?? context.space };
  return action.path.flatMap((point, i) => {
    const place = take(placeOfPoint(point, `${at}/path/${i}`, inSpace), findings);
    return place && 'point' in place ? [place.point] : [];
  });
}

function take(found: ReturnType<typeof placeOf>, findings: Findings): Place {
  if ('place' in found) return found.place;
  (found.isOffScreen ? findings.offScreen : findings.wrong).push(...found.wrong);
  return undefined;
}

function checkSpace(
  space: ActionBatch['coordinateSpace'],
  at: string,
  context: PlaceContext,
  findings: Findings,
): void {
  if (space?.type !== 'image' || !space.region) return;
  checkRegion(space.region, `${at}/coordinateSpace/region`, context, findings);
}

function checkRegion(
  region: Region,
  pointer: string,
  { size }: PlaceContext,
  findings: Findings,
): void {
  if (isInside(region, size)) return;
  const message = `the region ends at ${region.x + region.width},${region.y + region.height}, off the screen`;
  findings.offScreen.push({ pointer, message });
}

const isInside = ({ x, y, width, height }: Region, size: Size): boolean =>
  x >= 0 && y >= 0 && x + width <= size.width && y + height <= size.height;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

import type { Action, CoordinateSpace } from '@cyberdesk/generated/execd/types.gen';
import { expect, test } from 'vitest';
import { Fault } from '../fault.ts';
import { planBatch } from './plan.ts';

const SIZE = { width: 1280, height: 800 };
const findMark = (mark: number) => {
  if (mark !== 1) throw new Fault('unprocessable', 'There is no such mark.');
  const region = { x: 10, y: 20, width: 30, height: 41 };
  return { mark, handle: 'elm_1', role: 'push button', name: 'Save', region };
};
const checkBatch = (actions: Action[], size: typeof SIZE, coordinateSpace?: CoordinateSpace) =>
  planBatch({ actions, ...(coordinateSpace ? { coordinateSpace } : {}) }, { size, findMark });

function refusal(...actions: Action[]): Fault {
  try {
    checkBatch(actions, SIZE);
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error('the batch was accepted');
}

test('the last pixel of the screen is on it, the next is off and named', () => {
  checkBatch([{ type: 'move', x: 1279, y: 799 }], SIZE);
  const fault = refusal({ type: 'wait', durationMs: 1 }, { type: 'move', x: 1280, y: 800 });
  expect(fault.code).toBe('coordinatesOffScreen');
  expect(fault.fields.map((field) => field.pointer)).toEqual(['/actions/1/x', '/actions/1/y']);
  expect(fault.message).toMatch(/^X is 1280, and the screen is 1280x800/);
});

test('every point of a drag is checked', () => {
  const path = [
    { x: 1, y: 1 },
    { x: 1, y: 5000 },
  ];
  expect(refusal({ type: 'drag', path }).fields[0]?.pointer).toBe('/actions/0/path/1/y');
});

test('half a point is refused by the half that is missing', () => {
  expect(refusal({ type: 'click', x: 5 }).fields[0]?.pointer).toBe('/actions/0/y');
  expect(refusal({ type: 'scroll', y: 5, deltaY: 1 }).fields[0]?.pointer).toBe('/actions/0/x');
});

test('an unknown key is named, and a chord in one string is explained', () => {
  const fault = refusal({ type: 'key', keys: ['ctrl', 'ctrl+c'] });
  expect(fault.code).toBe('unprocessable');
  expect(fault.fields[0]?.pointer).toBe('/actions/0/keys/1');
  expect(fault.fields[0]?.message).toContain('["ctrl", "c"]');
});

test('text that cannot be typed is refused by its position', () => {
  const fault = refusal({ type: 'type', text: '😀a\u0007b' });
  expect(fault.fields[0]?.message).toContain('U+0007 at position 3');
  checkBatch([{ type: 'type', text: 'line\r\nnext\ttab\n' }], SIZE);
});

test('a scroll by nothing is refused', () => {
  expect(refusal({ type: 'scroll', deltaX: 0 }).fields[0]?.pointer).toBe('/actions/0');
});

test('the step that would pass 45 s is named', () => {
  const wait: Action = { type: 'wait', durationMs: 20_000 };
  checkBatch([wait, wait], SIZE);
  const hold: Action = { type: 'key', keys: ['a'], holdMs: 600, repeat: 10 };
  expect(refusal(wait, wait, hold).fields[0]?.pointer).toBe('/actions/2');
});

const place = (action: Action, space?: CoordinateSpace) =>
  checkBatch([action], SIZE, space).map(({ place: at }) => at)[0];

test.each<[CoordinateSpace, [number, number], [number, number]]>([
  [{ type: 'desktop' }, [1279, 0], [1279, 0]],
  [{ type: 'image', width: 640, height: 400 }, [0, 0], [1, 1]],
  [{ type: 'image', width: 640, height: 400 }, [639, 399], [1279, 799]],
  [{ type: 'image', width: 2560, height: 1600 }, [2559, 1599], [1279, 799]],
  [
    { type: 'image', width: 100, height: 100, region: { x: 50, y: 60, width: 10, height: 10 } },
    [99, 0],
    [59, 60],
  ],
  [{ type: 'grid', max: 1000 }, [0, 0], [0, 0]],
  [{ type: 'grid', max: 1000 }, [500, 500], [640, 400]],
  [{ type: 'grid', max: 1000 }, [1000, 1000], [1279, 799]],
])('%o maps %o to %o', (space, [x, y], [screenX, screenY]) => {
  expect(place({ type: 'click', x, y }, space)).toEqual({ point: { x: screenX, y: screenY } });
  const own = place({ type: 'click', x, y, coordinateSpace: space }, { type: 'grid', max: 2 });
  expect(own).toEqual({ point: { x: screenX, y: screenY } });
});

test.each<[CoordinateSpace, number]>([
  [{ type: 'image', width: 640, height: 400 }, 640],
  [{ type: 'grid', max: 1000 }, 1001],
])('%o refuses %i instead of moving it to the edge', (coordinateSpace, x) => {
  const fault = refusal({ type: 'move', x, y: 0, coordinateSpace });
  expect([fault.code, fault.fields[0]?.pointer]).toEqual(['coordinatesOffScreen', '/actions/0/x']);
});

test('a region that leaves the screen is refused where it stands', () => {
  const region = { x: 1200, y: 0, width: 100, height: 10 };
  for (const action of [
    { type: 'zoom', region },
    { type: 'screenshot', region },
    { type: 'waitForStable', region },
  ] as Action[])
    expect(refusal(action).fields[0]?.pointer).toBe('/actions/0/region');
});

test('a mark is its middle; one that is not there is refused; two ways to say where are one too many', () => {
  expect(place({ type: 'click', mark: 1 })).toEqual({ point: { x: 25, y: 40 } });
  expect(place({ type: 'click', element: 'elm_x' })).toEqual({ element: 'elm_x' });
  expect(refusal({ type: 'click', mark: 2 }).fields[0]?.pointer).toBe('/actions/0/mark');
  expect(refusal({ type: 'click', mark: 1, x: 1, y: 1 }).fields[0]?.pointer).toBe('/actions/0');
  expect(refusal({ type: 'move' }).fields[0]?.pointer).toBe('/actions/0');
});

test('pixels become notches, too many are refused with the way out', () => {
  checkBatch([{ type: 'scroll', deltaY: 12_000, unit: 'pixel' }], SIZE);
  const fault = refusal({ type: 'scroll', deltaY: 400 });
  expect(fault.fields[0]).toMatchObject({
    pointer: '/actions/0/deltaY',
    message: expect.stringContaining('set unit to pixel'),
  });
});

test('what is held, launched and set is checked', () => {
  expect(refusal({ type: 'click', holdKeys: ['nope'] }).fields[0]?.pointer).toBe(
    '/actions/0/holdKeys/0',
  );
  expect(refusal({ type: 'launch' }).fields[0]?.pointer).toBe('/actions/0');
  expect(
    refusal({ type: 'element', element: 'elm_1', operation: 'setText' }).fields[0]?.pointer,
  ).toBe('/actions/0/text');
});

import type { Action } from '@cyberdesk/generated/execd/types.gen';
import { expect, test } from 'vitest';
import { Fault } from '../fault.ts';
import { checkBatch } from './check.ts';

const SIZE = { width: 1280, height: 800 };

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
  expect(fault.message).toContain('1280x800');
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

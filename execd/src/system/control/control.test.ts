import { expect, test } from 'vitest';
import { Control } from './control.ts';

const person = { type: 'human', id: 'usr' };
const other = { type: 'human', id: 'usr2' };
const agent = { type: 'agent', id: 'key' };
const wish = { ttlSeconds: 60, takeOver: false };

const started = () => {
  let now = 0;
  const control = new Control(() => now);
  return { control, pass: (seconds: number) => (now += seconds * 1000) };
};
const refused = (by: () => unknown) =>
  expect(by).toThrow(expect.objectContaining({ code: 'controlHeld' }));

test('without a holder everybody may act', () => {
  const { control } = started();
  expect(control.describe(agent)).toEqual({ held: false, yours: false });
  expect([control.allows(agent), control.allows(person)]).toEqual([true, true]);
  expect(control.release(agent)).toEqual({ held: false, yours: false });
});

test('a holder shuts all others out, until it is released', () => {
  const { control } = started();
  expect(control.acquire(agent, wish)).toMatchObject({ held: true, yours: true, holder: agent });
  expect(control.describe(person)).toMatchObject({ held: true, yours: false, holder: agent });
  refused(() => control.refuseOthers(person));
  refused(() => control.acquire(person, wish));
  refused(() => control.release(person));
  control.refuseOthers(agent);
  control.release(agent);
  control.refuseOthers(person);
});

test('the same id as another kind of actor is somebody else', () => {
  const { control } = started();
  control.acquire({ type: 'agent', id: 'usr' }, wish);
  expect(control.allows(person)).toBe(false);
});

test('a person takes it over, a program does not', () => {
  const { control } = started();
  const told: string[] = [];
  control.onAcquired(() => told.push('acquired'));
  control.acquire(agent, wish);
  control.acquire(person, { ...wish, takeOver: true });
  expect(control.allows(agent)).toBe(false);
  refused(() => control.acquire(agent, { ...wish, takeOver: true }));
  control.acquire(other, { ...wish, takeOver: true });
  expect(told).toHaveLength(3);
});

test('it expires by itself, and acquiring again prolongs it', () => {
  const { control, pass } = started();
  const first = control.acquire(agent, wish);
  pass(59);
  const again = control.acquire(agent, wish);
  expect(again.holder?.acquiredAt).toBe(first.holder?.acquiredAt);
  pass(59);
  expect(control.allows(person)).toBe(false);
  pass(1);
  expect(control.allows(person)).toBe(true);
  expect(control.describe(agent)).toEqual({ held: false, yours: false });
});

test('a machine that becomes another’s has no holder', () => {
  const { control } = started();
  control.acquire(agent, wish);
  control.reset();
  expect(control.allows(person)).toBe(true);
});

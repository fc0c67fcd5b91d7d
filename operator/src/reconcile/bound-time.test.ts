import { expect, test } from 'vitest';
import { at, now, view, vm, vmi } from '../../test/views.ts';
import { boundTime } from './bound-time.ts';

const machine = view(vm(), vmi('Running', { entered: -10, ready: true, readySince: -4 }));
const hour = 3_600_000;

test.each([
  ['as execd tells', at(-3), now, now, at(-3)],
  ["whatever the operator's clock says: ahead", at(-3), now, now + hour, at(-3)],
  ["whatever the operator's clock says: behind", at(-3), now, now - hour, at(-3)],
  ['kept from an earlier run: the answer', at(-90), now, now + hour, at(1)],
  ["the guest's clock is ahead: the answer", at(3_600), now, now - hour, at(1)],
  ['no time at all: the answer', 'yesterday', now, now, at(1)],
  ['the gateway tells no time: now', at(-90), undefined, now, at(0)],
  ['and never before KubeVirt saw it ready', at(-90), undefined, now - hour, at(-4)],
])('%s', (...[, boundAt, answeredAt, clock, expected]) => {
  const binding = { boundAt, contractVersion: '0.1.0', ...(answeredAt && { answeredAt }) };
  expect(new Date(boundTime(binding, machine, clock)).toISOString()).toBe(expected);
});

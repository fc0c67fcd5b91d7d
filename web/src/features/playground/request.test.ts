import { expect, test } from 'vitest';
import { readTurn } from './request.ts';

const good = {
  desktopId: `dsk_${'a'.repeat(34)}`,
  choice: { provider: 'anthropic', model: ' m ', key: ' k ' },
  messages: [{ id: '1', role: 'user', parts: [] }],
};

test('a turn is read', () => {
  expect(readTurn(good)).toMatchObject({ choice: { provider: 'anthropic', model: 'm', key: 'k' } });
});

test.each([
  [null, 'Choose a desktop'],
  [{ ...good, desktopId: '../keys' }, 'Choose a desktop'],
  [{ ...good, choice: { provider: 'other' } }, 'Choose demo'],
  [{ ...good, choice: { provider: 'openai', model: 'm' } }, 'your key'],
  [{ ...good, choice: { provider: 'openai', model: 'm', key: 'k'.repeat(501) } }, 'your key'],
  [{ ...good, messages: [] }, '1 to 200 messages'],
  [{ ...good, messages: Array(201).fill(good.messages[0]) }, '1 to 200 messages'],
])('%j is refused with what to do', (body, detail) => {
  expect(readTurn(body)).toMatchObject({ detail: expect.stringContaining(detail) });
});

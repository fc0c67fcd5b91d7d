import { expect, test } from 'vitest';
import { faultOf, requestOf, type TryInput, type TryOperation } from './try-it-request.ts';

const operation: TryOperation = {
  method: 'POST',
  path: '/v1/desktops/{desktopId}/actions',
  needsKey: true,
  fields: [
    { name: 'desktopId', place: 'path', isRequired: true, initial: '' },
    { name: 'waitSeconds', place: 'query', isRequired: false, initial: '' },
    { name: 'Idempotency-Key', place: 'header', isRequired: false, initial: '' },
  ],
  body: '{}',
  isBinary: false,
};
const input: TryInput = {
  key: ' cyb_secret ',
  values: { desktopId: 'dsk/..', waitSeconds: '5', 'Idempotency-Key': 'one' },
  body: '{"actions": []}',
  file: undefined,
};

test('the key goes into a header and never into the address', () => {
  const [url, init] = requestOf('https://api.example.com', operation, input);
  expect(url.href).toBe('https://api.example.com/v1/desktops/dsk%2F../actions?waitSeconds=5');
  const headers = new Headers(init.headers);
  expect(headers.get('authorization')).toBe('Bearer cyb_secret');
  expect(headers.get('idempotency-key')).toBe('one');
  expect(init).toMatchObject({ method: 'POST', body: '{"actions": []}', credentials: 'omit' });
});

test.each([
  [{ key: ' ' }, 'Enter an API key.'],
  [{ values: {} }, 'Enter desktopId.'],
  [{ body: '{' }, 'The body is not JSON'],
])('%o is refused before it is sent', (part, fault) => {
  expect(faultOf(operation, { ...input, ...part })).toContain(fault);
});

test('a complete request has no fault', () => {
  expect(faultOf(operation, input)).toBeUndefined();
});

import { APIError } from 'cyberdesk';
import { expect, test } from 'vitest';
import { fieldErrors, isGeneral, parseLabels, readForm } from './create-form.ts';

const form = (values: Record<string, string>): FormData => {
  const data = new FormData();
  for (const [name, value] of Object.entries(values)) data.set(name, value);
  return data;
};

test('labels are read from text', () => {
  expect(parseLabels(' team = qa, env=dev,')).toEqual({ team: 'qa', env: 'dev' });
  expect(parseLabels('')).toEqual({});
  expect(parseLabels('team')).toBeUndefined();
});

test('what is left empty is not asked for', () => {
  const values = { name: ' ', size: 'small', timeoutSeconds: '3600', onExpire: 'stop', labels: '' };
  expect(readForm(form(values))).toEqual({
    wish: { size: 'small', timeoutSeconds: 3600, onExpire: 'stop' },
  });
});

test('a label without a value is told at its field', () => {
  expect(readForm(form({ labels: 'team' }))).toEqual({
    errors: { labels: 'Write name=value, several separated by commas.' },
  });
});

test('errors of the API find their fields', () => {
  const errors = [
    { pointer: '/labels/a b', message: 'no spaces' },
    { pointer: '/other', message: 'unknown' },
  ];
  expect(fieldErrors(new APIError(400, { errors }, new Headers()))).toEqual({
    labels: 'no spaces',
  });
  expect(fieldErrors(new Error('no'))).toEqual({});
});

test('an error without a field is told above the form', () => {
  const at = (...pointers: string[]) => {
    const errors = pointers.map((pointer) => ({ pointer, message: 'no' }));
    return isGeneral(new APIError(422, { errors }, new Headers()));
  };
  expect([at(), at('/name'), at('/name', '/template')]).toEqual([true, false, true]);
  expect([isGeneral(null), isGeneral(new Error('no answer'))]).toEqual([false, true]);
});

import { expect, test } from 'vitest';
import { readApiConfig } from './config.ts';

const env = {
  DATABASE_URL: 'postgres://localhost/x',
  PUBLIC_URL: 'http://api.test',
  GATEWAY_URL: 'http://gateway.test',
  GATEWAY_PUBLIC_URL: 'http://data.test',
  PREVIEW_URL: 'http://preview.test',
  WEB_URL: 'http://app.test',
  SERVICE_KEY_FILE: import.meta.filename,
  AUTH_URL: 'http://auth.test',
};
const origins = (text?: string) => readApiConfig({ ...env, WEB_ORIGINS: text }).WEB_ORIGINS;

test('origins of pages are a list, empty by default', () => {
  expect(origins()).toEqual([]);
  expect(origins('https://a.test, http://127.0.0.1:7650')).toEqual([
    'https://a.test',
    'http://127.0.0.1:7650',
  ]);
});

test.each([
  '*',
  'https://*.a.test',
  'https://a.test/',
  'https://a.test/x',
  'https://A.test',
  'https://a.test:443',
  'a.test',
  'null',
  'file:///x',
  'https://a.test,*',
])('%s is no exact origin', (text) => {
  expect(() => origins(text)).toThrow(/WEB_ORIGINS must be origins such as/);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Desktop } from 'cyberdesk';
import { request, signUp, type Person } from '../support/stack.ts';

let person: Person;
let desktop: Desktop;
const id = () => `/v1/desktops/${desktop.id}`;

beforeAll(async () => {
  person = await signUp();
  desktop = await person.client.desktops.create({ wait: true });
});
afterAll(() => desktop.delete());

interface Case {
  what: string;
  method?: string;
  path: () => string;
  body?: unknown;
  raw?: string;
  status: number;
  pointer?: string;
  says: RegExp;
}

const cases: Case[] = [
  {
    what: 'an unknown property',
    path: () => '/v1/desktops',
    body: { colour: 'red' },
    status: 400,
    pointer: '/colour',
    says: /unknown|not.*known|remove/i,
  },
  {
    what: 'a wrong type',
    path: () => '/v1/desktops',
    body: { timeoutSeconds: 'long' },
    status: 400,
    pointer: '/timeoutSeconds',
    says: /integer|number/i,
  },
  {
    what: 'coordinates off screen',
    path: () => `${id()}/actions`,
    body: { actions: [{ type: 'click', x: 5000, y: 10 }] },
    status: 422,
    pointer: '/actions/0/x',
    says: /1279|1280|width/,
  },
  {
    what: 'a text of 1 MB',
    path: () => `${id()}/actions`,
    body: { actions: [{ type: 'type', text: 'a'.repeat(1_000_000) }] },
    status: 400,
    pointer: '/actions/0/text',
    says: /10000|10,000/,
  },
  {
    what: 'a path with ..',
    method: 'GET',
    path: () => `${id()}/files/content?path=/home/../etc/shadow`,
    status: 422,
    pointer: 'query/path',
    says: /\.\./,
  },
  {
    what: 'a deadline in the past',
    path: () => '/v1/desktops',
    body: { expiresAt: '2020-01-01T00:00:00Z' },
    status: 422,
    pointer: '/expiresAt',
    says: /past|future/i,
  },
  {
    what: 'an unknown size',
    path: () => '/v1/desktops',
    body: { size: 'gigantic' },
    status: 422,
    pointer: '/size',
    says: /small/,
  },
  {
    what: 'a size above the machine',
    path: () => '/v1/desktops',
    body: { size: 'xlarge' },
    status: 422,
    pointer: '/size',
    says: /small/,
  },
  {
    what: 'an unknown template',
    path: () => '/v1/desktops',
    body: { template: 'windows' },
    status: 422,
    pointer: '/template',
    says: /desktop-base/,
  },
  {
    what: 'a body over the limit',
    path: () => '/v1/desktops',
    body: { name: 'a'.repeat(2 * 1024 * 1024) },
    status: 413,
    says: /1048576|1 MiB|bytes/,
  },
  {
    what: 'malformed JSON',
    path: () => '/v1/desktops',
    raw: '{"name":',
    status: 400,
    says: /JSON/,
  },
  {
    what: 'an unknown cursor',
    method: 'GET',
    path: () => '/v1/desktops?cursor=nonsense',
    status: 400,
    pointer: 'query/cursor',
    says: /cursor/i,
  },
  {
    what: 'an unknown query parameter',
    method: 'GET',
    path: () => '/v1/desktops?colour=red',
    status: 400,
    pointer: 'query/colour',
    says: /unknown|not.*known|remove/i,
  },
  {
    what: 'an unknown action',
    path: () => `${id()}/actions`,
    body: { actions: [{ type: 'dance' }] },
    status: 400,
    pointer: '/actions/0/type',
    says: /click/,
  },
];

test.each(cases)('$what is refused by name, with the fix', async (each) => {
  const response = await request(each.method ?? 'POST', each.path(), {
    token: person.key,
    ...(each.raw ? { raw: each.raw, headers: { 'content-type': 'application/json' } } : {}),
    ...(each.body === undefined ? {} : { body: each.body }),
  });
  const problem = (await response.json()) as {
    detail: string;
    errors?: { pointer: string; message: string }[];
  };
  expect({ status: response.status, type: response.headers.get('content-type') }).toEqual({
    status: each.status,
    type: expect.stringContaining('application/problem+json'),
  });
  expect(JSON.stringify(problem)).toMatch(each.says);
  if (each.pointer) expect(problem.errors?.map(({ pointer }) => pointer)).toContain(each.pointer);
});

test('an idempotency key that was used with another body is 422', async () => {
  const headers = { 'idempotency-key': `reuse-${Date.now()}` };
  const send = (body: unknown) => request('PATCH', id(), { token: person.key, headers, body });
  expect((await send({ name: 'first' })).status).toBe(200);
  expect((await send({ name: 'first' })).status).toBe(200);
  const response = await send({ name: 'second' });
  expect(response.status).toBe(422);
  expect(await response.json()).toMatchObject({ code: 'idempotencyKeyReused' });
});

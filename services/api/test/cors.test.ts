import { routes } from '@cyberdesk/generated/api/routes.gen';
import document from '@cyberdesk/generated/openapi/api.3.1.json' with { type: 'json' };
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ALLOWED_HEADERS, EXPOSED_HEADERS } from '../src/cors.ts';
import { startWorld, type Customer, type World } from './world.ts';

let world: World;
let me: Customer;
beforeAll(async () => {
  world = await startWorld();
  me = await world.customer();
}, 120_000);
afterAll(() => world.stop());

const origin = 'https://app.test';
const preflight = (headers: object, path = '/v1/desktops') =>
  world.app.request(path, {
    method: 'OPTIONS',
    headers: { 'access-control-request-method': 'POST', ...headers },
  });
const words = (response: Response, name: string): string[] =>
  (response.headers.get(name) ?? '').split(/, */).filter(Boolean);

test('a preflight of a page of ours is answered without a credential', async () => {
  const asked = 'authorization,content-type,idempotency-key';
  const response = await preflight({ origin, 'access-control-request-headers': asked });
  expect(response.status).toBe(204);
  expect(response.headers.get('access-control-allow-origin')).toBe(origin);
  expect(response.headers.get('access-control-allow-credentials')).toBeNull();
  expect(response.headers.get('access-control-max-age')).toBe('7200');
  expect(words(response, 'vary')).toContain('Origin');
  const methods = new Set(routes.map(({ method }) => method as string));
  expect(words(response, 'access-control-allow-methods')).toEqual(
    expect.arrayContaining([...methods]),
  );
  expect(words(response, 'access-control-allow-headers')).toEqual(ALLOWED_HEADERS);
});

test.each([
  'https://app.test.evil.test',
  'https://evil.test',
  'http://app.test',
  'https://app.test:8443',
  'https://sub.app.test',
  'HTTPS://APP.TEST',
  'null',
  '*',
])('the origin %s is told nothing', async (stranger) => {
  const asked = await preflight({ origin: stranger });
  const answered = await me.call('GET', '/v1/me', undefined, { origin: stranger });
  for (const response of [asked, answered]) {
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(words(response, 'vary')).toContain('Origin');
  }
});

test('replies, problems and streams can be read by a page of ours, and by it alone', async () => {
  const replies = [
    await me.call('GET', '/v1/me', undefined, { origin }),
    await world.app.request('/v1/me', { headers: { origin } }),
    await me.call('GET', '/v1/nowhere', undefined, { origin }),
    await me.call('GET', '/v1/events/stream', undefined, { origin }),
  ];
  expect(replies.map(({ status }) => status)).toEqual([200, 401, 404, 200]);
  for (const response of replies) {
    expect(response.headers.get('access-control-allow-origin')).toBe(origin);
    expect(response.headers.get('x-request-id')).toMatch(/^req_/);
    expect(words(response, 'vary')).toContain('Origin');
    expect(words(response, 'access-control-expose-headers')).toEqual(EXPOSED_HEADERS);
  }
  await replies.at(-1)?.body?.cancel();
  const plain = await me.call('GET', '/v1/me');
  expect(plain.headers.get('access-control-allow-origin')).toBeNull();
  expect(words(plain, 'vary')).toContain('Origin');
});

test('a forwarded reply keeps its own headers', async () => {
  const { id } = await me.desktop();
  await world.admin(`update cyberdesk.desktops set state = 'running' where id = $1`, [id]);
  world.gateway.forward = async () =>
    new Response('x', {
      headers: { 'content-type': 'image/png', 'x-image-width': '7', vary: 'Accept' },
    });
  const reply = await me.call('GET', `/v1/desktops/${id}/screenshot`, undefined, { origin });
  expect([reply.headers.get('x-image-width'), await reply.text()]).toEqual(['7', 'x']);
  expect(words(reply, 'vary')).toEqual(['Accept', 'Origin']);
  expect(reply.headers.get('access-control-allow-origin')).toBe(origin);
});

test('OPTIONS that is no preflight is the method that the contract does not have', async () => {
  const reply = await world.app.request('/v1/desktops', { method: 'OPTIONS', headers: { origin } });
  expect(reply.status).toBe(405);
});

interface Described {
  parameters?: { in?: string; name?: string }[];
  responses: Record<string, { headers?: object }>;
}
const lower = (names: Iterable<string>) => new Set([...names].map((name) => name.toLowerCase()));

test('every header of the contract may be sent and read', () => {
  const operations = Object.values(document.paths).flatMap(
    (path) => Object.values(path) as Described[],
  );
  const sent = operations.flatMap(({ parameters = [] }) =>
    parameters.flatMap((each) => (each.in === 'header' && each.name ? [each.name] : [])),
  );
  const read = operations.flatMap(({ responses }) =>
    Object.values(responses).flatMap(({ headers = {} }) => Object.keys(headers)),
  );
  expect(sent.length * read.length).toBeGreaterThan(0);
  expect([...lower(sent).difference(lower(ALLOWED_HEADERS))]).toEqual([]);
  expect([...lower(read).difference(lower(EXPOSED_HEADERS))]).toEqual([]);
});

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  addInstance,
  newName,
  running,
  runningStatus,
  setStatus,
  startWorld,
  type World,
} from '../testing/world.ts';

let world: World;
const ok: World['desktop']['answer'] = (_, response) =>
  response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
beforeAll(async () => void (world = await startWorld()));
afterAll(() => world.close());
beforeEach(() => void (world.desktop.answer = ok));

const at = (path: string): string => `/instances/${running}${path}`;
const binary = { 'content-type': 'application/octet-stream' };

test('an answer may come before the upload has ended: the connection is used again', async () => {
  world.desktop.answer = (request, response) => {
    response.writeHead(409, { 'content-type': 'application/problem+json' }).end('{"code":"x"}');
    request.resume();
  };
  const call = { body: Buffer.alloc(8 * 1024 * 1024), headers: binary };
  const reply = await world.call('PUT', at('/files/content?path=/big'), call);
  expect([reply.status, await reply.text()]).toEqual([409, '{"code":"x"}']);
  world.desktop.answer = ok;
  expect((await world.call('GET', at('/display'))).status).toBe(200);
});

test('what a desktop refuses to be connected to is a problem, for uploads of any size too', async () => {
  const name = newName();
  await addInstance(world.kube, name);
  await setStatus(world.kube, name, runningStatus({ address: '127.0.0.77' }));
  for (const size of [10, 200_000]) {
    const call = { body: Buffer.alloc(size), headers: binary };
    const reply = await world.call('PUT', `/instances/${name}/files/content?path=/a`, call);
    expect([reply.status, (await reply.json()).code]).toEqual([503, 'unavailable']);
  }
});

test('HEAD has the headers of GET and no body', async () => {
  world.desktop.answer = (_, response) => response.writeHead(200, { etag: '"1"' }).end('{}');
  const reply = await world.call('HEAD', at('/display'));
  expect([reply.status, reply.headers.get('etag'), await reply.text()]).toEqual([200, '"1"', '']);
});

test.each([
  ['another media type', { 'content-type': 'text/html' }, 415],
  ['none', { 'content-type': '' }, 415],
])('a body of %s is refused here', async (_, headers, status) => {
  const before = world.desktop.requests.length;
  const reply = await world.call('POST', at('/commands'), { body: '{}', headers });
  expect([reply.status, world.desktop.requests.length]).toEqual([status, before]);
  expect(reply.headers.get('content-type')).toBe('application/problem+json');
});

test('parameters that the contract does not have, and methods, are refused here', async () => {
  expect((await world.call('GET', at('/display?nonsense=1'))).status).toBe(400);
  expect((await world.call('GET', '/instances/NO/display')).status).toBe(400);
  const reply = await world.call('DELETE', at('/display'));
  expect([reply.status, reply.headers.get('allow')]).toEqual([405, 'GET, PUT']);
});

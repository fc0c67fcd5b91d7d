import { expect, test, vi } from 'vitest';
import { createApp, post, problemOf } from '../test/contract.ts';
import type { ForwardBody } from './mount.ts';
import type { RequestContext } from './route.ts';

type Forward = (request: RequestContext, context: unknown, body: ForwardBody) => Promise<Response>;

const textOf = async (body: ForwardBody): Promise<string> => new Response(body as BodyInit).text();
const recorder = () =>
  vi.fn<Forward>(async (request, _context, body) =>
    Response.json({ id: request.route.operationId, sent: await textOf(body) }),
  );

test('a forwarded operation gets the original bytes, checked', async () => {
  const forward = recorder();
  const app = createApp({}, { forward });
  const text = '{ "loud":   true }';
  expect(await (await post(app, '/pets/pet_abc/walk', text)).json()).toEqual({
    id: 'walkPet',
    sent: text,
  });
  expect((await post(app, '/pets/pet_abc/walk', '{"quiet": 1}')).status).toBe(400);
  expect((await post(app, '/pets/nonsense/walk', text)).status).toBe(400);
  expect(forward).toHaveBeenCalledTimes(1);
});

test('raw bytes stream through', async () => {
  const app = createApp({}, { forward: recorder() });
  const headers = { 'content-type': 'application/octet-stream' };
  const response = await app.request('/pets/pet_abc/food', {
    method: 'PUT',
    body: 'fish',
    headers,
  });
  expect(await response.json()).toMatchObject({ id: 'feedPet', sent: 'fish' });
});

test('the request id is set on an answer that came from elsewhere', async () => {
  const upstream = Response.error();
  const forward = (): Promise<Response> =>
    Promise.resolve(new Response(null, { status: 200, headers: upstream.headers }));
  const app = createApp({}, { forward });
  const response = await post(app, '/pets/pet_abc/walk', {}, { 'x-request-id': 'r7' });
  expect(response.headers.get('x-request-id')).toBe('r7');
});

test('an own handler wins over forward, and other operations are never forwarded', async () => {
  const forward = recorder();
  const app = createApp({ walkPet: () => ({ loud: true }) }, { forward });
  expect(await (await post(app, '/pets/pet_abc/walk', {})).json()).toEqual({ loud: true });
  expect(await problemOf(app.request('/health'))).toMatchObject({ status: 501 });
  expect(forward).not.toHaveBeenCalled();
});

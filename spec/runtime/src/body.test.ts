import { expect, test, vi } from 'vitest';
import { createApp, post, problemOf } from '../test/contract.ts';

const size = async ({ body }: { body: ReadableStream<Uint8Array> }): Promise<object> => ({
  bytes: (await new Response(body).arrayBuffer()).byteLength,
});
const handlers = {
  createPet: ({ body }: { body: object }) => ({ id: 'pet_abc', name: JSON.stringify(body) }),
  putPhoto: size,
};
const app = createApp({ ...handlers, wakePet: () => undefined });

function stream(...chunks: (string | Uint8Array)[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull(controller) {
      const chunk = chunks.shift();
      if (chunk === undefined) controller.close();
      else controller.enqueue(typeof chunk === 'string' ? encoder.encode(chunk) : chunk);
    },
  });
}

function send(
  path: string,
  method: string,
  body: BodyInit | null,
  contentType?: string,
): Promise<Response> {
  const headers: Record<string, string> = contentType ? { 'content-type': contentType } : {};
  const request = new Request(`http://x${path}`, {
    method,
    body,
    headers,
    duplex: 'half',
  } as RequestInit);
  return Promise.resolve(app.request(request));
}

test('a JSON body over the limit is 413, announced or not', async () => {
  const text = JSON.stringify({ name: 'x'.repeat(5000) });
  const announced = await post(app, '/pets', text, { 'content-length': String(text.length) });
  expect(await problemOf(announced)).toMatchObject({ status: 413, code: 'payloadTooLarge' });
  const streamed = await send(
    '/pets',
    'POST',
    stream('{"name":"', 'x'.repeat(5000), '"}'),
    'application/json',
  );
  expect(streamed.status).toBe(413);
  expect((await problemOf(streamed)).detail).toContain('4096 bytes');
});

test('an announced length over the limit is refused before a byte is read', async () => {
  const pull = vi.fn<() => void>();
  const body = new ReadableStream({ pull }, { highWaterMark: 0 });
  const headers = { 'content-type': 'application/json', 'content-length': '5000' };
  const request = new Request('http://x/pets', {
    method: 'POST',
    body,
    headers,
    duplex: 'half',
  } as RequestInit);
  expect((await app.request(request)).status).toBe(413);
  expect(pull).not.toHaveBeenCalled();
});

test('a body of exactly the limit passes', async () => {
  const body = stream(new Uint8Array(500), new Uint8Array(500));
  const response = await send('/pets/pet_abc/photo', 'PUT', body, 'application/octet-stream');
  expect(await response.json()).toEqual({ bytes: 1000 });
});

test('raw bytes over the limit stop while they stream', async () => {
  const body = stream(new Uint8Array(500), new Uint8Array(501), new Uint8Array(9999));
  expect((await send('/pets/pet_abc/photo', 'PUT', body, 'application/octet-stream')).status).toBe(
    413,
  );
});

test('an empty file is a file', async () => {
  const response = await send('/pets/pet_abc/photo', 'PUT', '', 'application/octet-stream');
  expect(await response.json()).toEqual({ bytes: 0 });
});

test('a wrong media type is 415 and names the right one', async () => {
  const response = await post(app, '/pets', '{"name":"Mia"}', { 'content-type': 'text/plain' });
  expect(response.headers.get('accept')).toBe('application/json');
  expect(await problemOf(response)).toMatchObject({
    status: 415,
    code: 'unsupportedMediaType',
    detail: 'Content-Type is `text/plain`. Send the body as application/json.',
  });
  const photo = await send('/pets/pet_abc/photo', 'PUT', 'x', 'image/png');
  expect(photo.status).toBe(415);
});

test('a media type may have parameters and any case', async () => {
  expect(
    (
      await post(
        app,
        '/pets',
        { name: 'Mia' },
        { 'content-type': 'Application/JSON; charset=utf-8' },
      )
    ).status,
  ).toBe(201);
});

test.each(['{', '', 'undefined', '{"name": NaN}', "{'name': 1}", '{"name": "a",}'])(
  'malformed JSON %j is 400',
  async (text) => {
    const { status, code } = await problemOf(post(app, '/pets', text));
    expect(status).toBe(400);
    expect(code).toBe(text === '' ? 'invalidRequest' : 'malformedJson');
  },
);

test('bytes that are not UTF-8 are malformed', async () => {
  const bytes = new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]);
  expect(await problemOf(send('/pets', 'POST', bytes, 'application/json'))).toMatchObject({
    code: 'malformedJson',
  });
});

test.each(['{"name": "a\\u0000"}', '{"name": "\\ud83d"}'])(
  'text that nothing can store is refused: %s',
  async (text) => {
    const { status, errors } = await problemOf(post(app, '/pets', text));
    expect(status).toBe(400);
    expect(errors).toEqual([
      { pointer: '/name', message: 'must not contain NUL or half of a surrogate pair' },
    ]);
  },
);

test('an escaped character that can be stored passes', async () => {
  const response = await post(app, '/pets', '{"name": "\\u00e9\\ud83d\\ude00"}');
  expect(await response.json()).toMatchObject({
    name: JSON.stringify({ name: 'é😀', kind: 'cat' }),
  });
});

test('a required body must be there, an optional one need not', async () => {
  expect((await problemOf(send('/pets', 'POST', null))).errors).toEqual([
    { pointer: '', message: 'is missing; send a JSON object' },
  ]);
  expect((await send('/pets/pet_abc/wake', 'POST', null)).status).toBe(204);
  expect((await send('/pets/pet_abc/wake', 'POST', '{"loud":1}', 'application/json')).status).toBe(
    400,
  );
});

test('deep nesting does not bring the server down', async () => {
  const deep = '['.repeat(2000) + ']'.repeat(2000);
  expect((await post(app, '/pets', `{"name": ${deep}}`)).status).toBe(400);
});

import { expect, test } from 'vitest';
import { createApp, post, problemOf, schemas } from '../test/contract.ts';
import { close, createResponseCheck } from './validator.ts';

interface Input {
  path: object;
  query: object;
  headers: object;
  body: unknown;
}

/** An app that answers with the input it got. */
const echo = (input: Input): Response => Response.json(input);
const app = createApp({
  listPets: echo,
  createPet: echo,
  getPet: echo,
  teachPet: echo,
  wakePet: echo,
  getHealth: echo,
});

async function errorOf(response: Response | Promise<Response>): Promise<[string, string] | number> {
  const { status, code, errors } = await problemOf(response);
  if (status !== 400 || code !== 'invalidRequest' || errors?.length !== 1) return status;
  return [errors[0]!.pointer, errors[0]!.message];
}

async function inputOf(response: Response | Promise<Response>): Promise<Input> {
  return (await (await response).json()) as Input;
}

test('query text becomes the types of the contract, and defaults are filled in', async () => {
  const { query } = await inputOf(
    app.request(
      '/pets?tame=true&kind=cat&kind=dog&label[team]=qa&label[a.b]=1&since=2026-11-23T08:00:00Z',
    ),
  );
  expect(query).toEqual({
    tame: true,
    kind: ['cat', 'dog'],
    label: { team: 'qa', 'a.b': '1' },
    since: '2026-11-23T08:00:00Z',
    limit: 20,
  });
});

test('a single value of a list parameter is a list', async () => {
  expect((await inputOf(app.request('/pets?kind=cat'))).query).toMatchObject({ kind: ['cat'] });
});

test.each([
  ['/pets?limit=abc', 'query/limit', 'must be an integer'],
  ['/pets?limit=', 'query/limit', 'must be an integer'],
  ['/pets?limit=1.5', 'query/limit', 'must be an integer'],
  ['/pets?limit=0', 'query/limit', 'must be between 1 and 100'],
  ['/pets?limit=99999999999', 'query/limit', 'must be between 1 and 100'],
  ['/pets?limit=1&limit=2', 'query/limit', 'is given more than once; give it once'],
  ['/pets?tame=yes', 'query/tame', 'must be true or false'],
  ['/pets?kind=cow', 'query/kind/0', 'must be one of "cat", "dog"'],
  ['/pets?kind=cat&kind=cat&kind=cat&kind=cat', 'query/kind', 'must have at most 3 items'],
  [
    '/pets?since=yesterday',
    'query/since',
    'must be an RFC 3339 time in UTC such as 2026-11-23T08:00:00Z',
  ],
  ['/pets?color=red', 'query/color', 'is unknown; known here: limit, tame, kind, label, since'],
  [
    '/pets?__proto__=1',
    'query/__proto__',
    'is unknown; known here: limit, tame, kind, label, since',
  ],
  ['/pets?limit[x]=1', 'query/limit', 'must be an integer, not an object'],
  ['/pets?label[a]=%00', 'query/label', 'must not contain NUL'],
  ['/health?x=1', 'query/x', 'is unknown; nothing may be given here'],
  ['/pets/nonsense', 'path/petId', 'must match ^pet_[a-z]{3}$'],
  ['/pets/pet_ab%00', 'path/petId', 'must not contain NUL'],
])('GET %s names %s', async (path, pointer, message) => {
  expect(await errorOf(app.request(path))).toEqual([pointer, message]);
});

test('headers are checked by name, others are left alone', async () => {
  const send = (key: string): Promise<Response> =>
    post(app, '/pets', { name: 'Mia' }, { 'idempotency-key': key, 'x-other': '1' });
  expect((await inputOf(send('k1'))).headers).toEqual({ 'Idempotency-Key': 'k1' });
  expect(await errorOf(send('much too long'))).toEqual([
    'header/Idempotency-Key',
    'must have 1 to 8 characters',
  ]);
});

test('bodies are never coerced', async () => {
  expect(await errorOf(post(app, '/pets', { name: 5 }))).toEqual([
    '/name',
    'must be a string, not a number',
  ]);
  expect(await errorOf(post(app, '/pets', { name: 'Mia', weight: '4' }))).toEqual([
    '/weight',
    'must be an integer, not a string',
  ]);
});

test.each([
  [[], '', 'must be an object, not an array'],
  [null, '', 'must be an object, not null'],
  [{}, '/name', 'is required'],
  [{ name: '' }, '/name', 'must have 1 to 10 characters'],
  [
    { name: 'Mia', colour: 'red' },
    '/colour',
    'is unknown; known here: name, kind, born, weight, labels, home, a/b~c',
  ],
  [
    { name: 'Mia', 'x/y~z': 1 },
    '/x~1y~0z',
    'is unknown; known here: name, kind, born, weight, labels, home, a/b~c',
  ],
  [{ name: 'Mia', 'a/b~c': '1' }, '/a~1b~0c', 'must be an integer, not a string'],
  [{ name: 'Mia', kind: 'cow' }, '/kind', 'must be one of "cat", "dog"'],
  [
    { name: 'Mia', born: 'today' },
    '/born',
    'must be an RFC 3339 time in UTC such as 2026-11-23T08:00:00Z',
  ],
  [{ name: 'Mia', weight: 0 }, '/weight', 'must be at least 1'],
  [{ name: 'Mia', weight: 2 ** 53 }, '/weight', 'must be an integer of at most 2^53 - 1'],
  [{ name: 'Mia', labels: { a: 1 } }, '/labels/a', 'must be a string, not a number'],
  [{ name: 'Mia', home: {} }, '/home/street', 'is required'],
  [
    { name: 'Mia', home: { street: 'A', town: 'B' } },
    '/home/town',
    'is unknown; known here: street',
  ],
])('createPet with %j names %s', async (body, pointer, message) => {
  expect(await errorOf(post(app, '/pets', body))).toEqual([pointer, message]);
});

test('free names are free where the contract says so', async () => {
  const { body } = await inputOf(post(app, '/pets', { name: 'Mia', labels: { anything: 'goes' } }));
  expect(body).toEqual({ name: 'Mia', kind: 'cat', labels: { anything: 'goes' } });
});

test('a member called __proto__ is refused like any unknown one', async () => {
  const response = await post(app, '/pets', '{"name": "Mia", "__proto__": {"admin": true}}');
  expect(await errorOf(response)).toEqual(['/__proto__', expect.stringContaining('is unknown')]);
});

const teach = (...tricks: unknown[]): Promise<Response> =>
  post(app, '/pets/pet_abc/tricks', { tricks });

test.each([
  [{ type: 'fly' }, '/tricks/0/type', 'must be one of "jump", "speak"'],
  [{ height: 1 }, '/tricks/0/type', 'is required and must be one of "jump", "speak"'],
  [{ type: 5 }, '/tricks/0/type', 'must be one of "jump", "speak"'],
  ['jump', '/tricks/0', 'must be an object, not a string'],
  [{ type: 'jump' }, '/tricks/0/height', 'is required'],
  [{ type: 'jump', height: 10 }, '/tricks/0/height', 'must be between 1 and 9'],
  [
    { type: 'jump', height: 1, words: 'hi' },
    '/tricks/0/words',
    'is unknown; known here: type, height, times',
  ],
  [{ type: 'speak', words: 5 }, '/tricks/0/words', 'must be a string or an array, not a number'],
  [{ type: 'speak', words: 'x' }, '/tricks/0/words', 'must have at least 2 characters'],
  [{ type: 'speak', words: ['a', 5] }, '/tricks/0/words/1', 'must be a string, not a number'],
])('a union gives one error about its variant: %j', async (trick, pointer, message) => {
  expect(await errorOf(teach(trick))).toEqual([pointer, message]);
});

test('the error names the place in the list, and defaults inside a union are filled in', async () => {
  expect(await errorOf(teach({ type: 'jump', height: 1 }, { type: 'jump' }))).toEqual([
    '/tricks/1/height',
    'is required',
  ]);
  expect((await inputOf(teach({ type: 'jump', height: 1 }))).body).toEqual({
    tricks: [{ type: 'jump', height: 1, times: 1 }],
  });
});

test('the detail repeats the error in words', async () => {
  const { detail } = await problemOf(teach());
  expect(detail).toBe('`/tricks` must have 1 to 5 items.');
});

test('closing changes objects only, and leaves open what is open', () => {
  expect(close({ type: 'object', properties: { a: { type: 'object' } } })).toEqual({
    type: 'object',
    properties: { a: { type: 'object', additionalProperties: false } },
    additionalProperties: false,
  });
  const open = { type: 'object', additionalProperties: {} };
  expect(close(open)).toEqual(open);
  expect(close({ type: 'string' })).toEqual({ type: 'string' });
});

test('answers may have members that an older contract does not know', () => {
  const check = createResponseCheck(schemas)({ $ref: 'Pet' });
  expect(check({ id: 'pet_abc', name: 'Mia', owner: null, mood: 'new' })).toBeUndefined();
  expect(check({ id: 'pet_abc' })).toEqual({ pointer: '/name', message: 'is required' });
});

import { expect, test } from 'vitest';
import { createApp, routes, schemas } from '../test/contract.ts';
import { documentChecker, expectRoutesInContract, responseChecker } from './testing.ts';

test('an app that serves its contract passes', () => {
  const app = createApp({});
  app.use(async (_c, next) => next());
  expect(() => expectRoutesInContract(app, routes)).not.toThrow();
});

test('a route outside the contract fails, named, unless it is excepted', () => {
  const app = createApp({});
  app.get('/metrics', (c) => c.text('1'));
  app.post('/pets/:petId/secret-door', (c) => c.text('1'));
  expect(() => expectRoutesInContract(app, routes, ['GET /metrics'])).toThrow(
    'Not in the contract: POST /pets/:petId/secret-door',
  );
});

const check = responseChecker(routes, schemas);

test('an answer of the contract passes and can still be read', async () => {
  const response = await createApp({ getHealth: () => ({ bytes: 1, more: true }) }).request(
    '/health',
  );
  await check('getHealth', response);
  expect(await response.json()).toEqual({ bytes: 1, more: true });
  await check('listPets', await createApp({}).request('/pets?x=1'));
});

test.each([
  ['a wrong body', Response.json({ bytes: 'many' }), '/bytes must be an integer, not a string'],
  ['a wrong status', Response.json({ bytes: 1 }, { status: 201 }), 'does not have this status'],
  [
    'a wrong media type',
    new Response('x', { headers: { 'content-type': 'text/html' } }),
    'its media type is text/html',
  ],
])('%s fails and is named', async (_, response, message) => {
  await expect(check('getHealth', response)).rejects.toThrow(message);
});

test('openapi-backend gives a second opinion on the document', async () => {
  const schema = {
    type: 'object',
    properties: { bytes: { type: 'integer' } },
    required: ['bytes'],
  };
  const content = { 'application/json': { schema } };
  const second = await documentChecker({
    openapi: '3.0.0',
    info: { title: 'x', version: '1' },
    paths: {
      '/health': {
        get: { operationId: 'getHealth', responses: { 200: { description: 'ok', content } } },
      },
    },
  });
  await expect(second('getHealth', Response.json({ bytes: 1 }))).resolves.toBeUndefined();
  await expect(second('getHealth', Response.json({ bytes: 'x' }))).rejects.toThrow(
    '/bytes must be integer',
  );
  await expect(second('getCat', Response.json({}))).rejects.toThrow(
    'getCat is not in the document',
  );
});

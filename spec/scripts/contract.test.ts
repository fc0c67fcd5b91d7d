import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { builtInProblems, mount, type Route } from '@cyberdesk/runtime';
import { documentChecker, responseChecker } from '@cyberdesk/runtime/testing';
import { Hono } from 'hono';
import { beforeAll, expect, test } from 'vitest';
import * as api from '../../generated/api/routes.gen.ts';
import * as execd from '../../generated/execd/routes.gen.ts';
import * as gateway from '../../generated/gateway/routes.gen.ts';
import { problems } from '../../generated/problems.gen.ts';
import { secretMembers } from '../../generated/secrets.gen.ts';
import { createMock } from './mock.ts';
import { root, runNode } from './repository.ts';

const services = { api, gateway, execd };

test.each(Object.entries(services))('every schema of the %s compiles', (_, { routes, schemas }) => {
  const { warm } = mount(new Hono(), { routes, schemas, handlers: {}, context: () => ({}) });
  expect(warm).not.toThrow();
});

test.each(Object.entries(services))(
  'every operation of the %s has its own method and path',
  (_, { routes }) => {
    const places = routes.map(
      ({ method, path }) => `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`,
    );
    expect(new Set(places).size).toBe(places.length);
  },
);

test('the contract knows the problems that the runtime raises, by the same status and title', () => {
  expect(problems).toMatchObject(builtInProblems);
});

test('the members that are never logged are these; a new one is added here on purpose', () => {
  expect(secretMembers).toEqual([
    'cdpUrl',
    'embedUrl',
    'env',
    'key',
    'openUrl',
    'signedUrl',
    'token',
    'viewerUrl',
  ]);
});

test('an operation inside a desktop is the same in all three services', () => {
  const inside = (routes: readonly Route[]): string[] =>
    routes
      .filter(({ forward }) => forward)
      .map(({ operationId, method }) => `${method} ${operationId}`);
  expect(inside(api.routes)).toContain('POST performActions');
  // The api makes a link of what this answers, instead of passing it on.
  const withBrowser = [...inside(api.routes), 'POST openBrowser'].toSorted();
  expect(inside(gateway.routes).toSorted()).toEqual(withBrowser);
  expect(inside(execd.routes).toSorted()).toEqual(withBrowser);
});

let mock: Hono;
const check = responseChecker(api.routes, api.schemas);
beforeAll(async () => {
  mock = await createMock();
});

const ids: Record<string, string> = {
  desktopId: 'dsk',
  keyId: 'key',
  streamId: 'grt',
  previewId: 'prv',
  commandId: 'cmd',
  recordingId: 'rec',
  imageId: 'img',
  viewerId: 'vwr',
  entryId: 'tml',
};
const idOf = (name: string): string =>
  name === 'windowId' ? '0x1c00003' : `${ids[name] ?? 'id'}_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu`;

async function exampleBody(route: Route): Promise<string | undefined> {
  if (!route.body) return undefined;
  if (route.body.kind === 'binary') return 'bytes';
  const document = JSON.parse(
    await readFile(path.join(root, 'generated/openapi/api.3.0.json'), 'utf8'),
  ) as {
    components: { schemas: Record<string, { example?: unknown }> };
  };
  const name = (route.body.schema as { $ref: string }).$ref;
  return JSON.stringify(document.components.schemas[name]?.example);
}

async function ask(
  route: Route,
  headers: Record<string, string> = { authorization: 'Bearer any' },
): Promise<Response> {
  const url = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => idOf(name));
  const needsPath = (route.parameters.query?.required as string[] | undefined)?.includes('path');
  const body = await exampleBody(route);
  const contentType = route.body && { 'content-type': route.body.contentTypes[0]! };
  const init = {
    method: route.method,
    headers: { ...headers, ...contentType },
    ...(body ? { body } : {}),
  };
  return mock.request(url + (needsPath ? '?path=/tmp/a' : ''), init);
}

test.each(api.routes)(
  'the mock takes the example of $operationId and answers by the contract',
  async (route) => {
    const response = await ask(route);
    expect(response.status, await response.clone().text()).toBeLessThan(300);
    await check(route.operationId, response);
  },
);

test.each(api.routes.filter(({ auth }) => auth))(
  'the mock wants a key for $operationId',
  async (route) => {
    expect((await ask(route, {})).status).toBe(401);
  },
);

test('openapi-backend agrees with our own check about the examples', async () => {
  const file = path.join(root, 'generated/openapi/api.3.0.json');
  const second = await documentChecker(JSON.parse(await readFile(file, 'utf8')) as object);
  for (const route of api.routes) await second(route.operationId, await ask(route));
}, 60_000);

test('redocly finds every document valid', async () => {
  const documents = Object.keys(services).flatMap((name) =>
    ['3.0', '3.1'].map((version) => `generated/openapi/${name}.${version}.json`),
  );
  // Where a service answers is not part of the contract: it is configuration.
  const options = ['--extends', 'spec', '--skip-rule', 'no-empty-servers'];
  const lint = runNode('@redocly/cli/bin/cli.js', ['lint', ...documents, ...options]);
  await expect(lint).resolves.not.toContain('warning');
}, 60_000);

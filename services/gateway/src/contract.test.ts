import { routes } from '@cyberdesk/generated/gateway/routes.gen';
import { silentLogger } from '@cyberdesk/kit/logger';
import { expectRoutesInContract } from '@cyberdesk/runtime/testing';
import { expect, test } from 'vitest';
import { controlRoutes, controlServing, dataRoutes, dataServing } from './apps.ts';
import type { Services } from './services.ts';

const services = { log: silentLogger() } as Services;

test.each([
  ['control', controlServing, controlRoutes],
  ['data', dataServing, dataRoutes],
])(
  'the %s listener answers to nothing that its part of the contract does not have',
  (_, create, part) => {
    const { app } = create(services);
    expect(() => expectRoutesInContract(app, part)).not.toThrow();
    app.get('/back-door', (c) => c.text('open'));
    expect(() => expectRoutesInContract(app, routes)).toThrow('GET /back-door');
  },
);

test('every operation stands on a listener', () => {
  expect(new Set([...controlRoutes, ...dataRoutes])).toEqual(new Set(routes));
});

test('anyone may call these and nothing else; links carry their own grant', () => {
  const open = routes.filter(({ auth }) => !auth).map(({ operationId }) => operationId);
  expect(open.sort()).toEqual([
    'getHealth',
    'getOpenApiDocument',
    'getReadiness',
    'getVersion',
    'openBrowserConnection',
    'readFileLink',
    'writeFileLink',
  ]);
});

import { routes } from '@cyberdesk/generated/api/routes.gen';
import { silentLogger } from '@cyberdesk/kit/logger';
import { expectRoutesInContract } from '@cyberdesk/runtime/testing';
import { expect, test } from 'vitest';
import { createApp } from './app.ts';
import type { Deps } from './deps.ts';

test('the public API answers to nothing that the contract does not have', () => {
  const config = { WEB_ORIGINS: ['https://app.test'] };
  const app = createApp({ config, log: silentLogger() } as unknown as Deps);
  expect(() => expectRoutesInContract(app, routes)).not.toThrow();
  app.get('/v1/back-door', (c) => c.text('open'));
  expect(() => expectRoutesInContract(app, routes)).toThrow('GET /v1/back-door');
});

test('anyone may call these and nothing else', () => {
  const open = routes.filter(({ auth }) => !auth).map(({ operationId }) => operationId);
  expect(open.sort()).toEqual(['getHealth', 'getOpenApiDocument', 'getReadiness', 'getVersion']);
});

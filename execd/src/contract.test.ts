import { routes } from '@cyberdesk/generated/execd/routes.gen';
import { expectRoutesInContract } from '@cyberdesk/runtime/testing';
import { expect, test } from 'vitest';
import { createApp, type AppOptions } from './app.ts';

test('execd answers to nothing that the contract does not have', () => {
  const { app } = createApp({} as AppOptions);
  expect(() => expectRoutesInContract(app, routes)).not.toThrow();
  app.get('/back-door', (c) => c.text('open'));
  expect(() => expectRoutesInContract(app, routes)).toThrow('GET /back-door');
});

test('anyone may call these and nothing else', () => {
  const open = routes.filter(({ auth }) => !auth).map(({ operationId }) => operationId);
  expect(open.sort()).toEqual(['getHealth', 'getReadiness', 'getVersion']);
});

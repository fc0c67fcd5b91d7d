import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import type { Context } from '../context.ts';

export const getVersion: Handlers<Context>['getVersion'] = (_input, { system }) => ({
  service: 'execd',
  contractVersion: system.contractVersion,
  build: system.build,
});

import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { reply } from '@cyberdesk/runtime';
import type { Context } from '../context.ts';

export const getReadiness: Handlers<Context>['getReadiness'] = (_input, { system }) => {
  const checks = system.checks();
  const ready = Object.values(checks).every((check) => check === 'ok');
  return ready ? { ready, checks } : reply(503, { ready, checks });
};

import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import type { Context } from '../context.ts';

export const getHealth: Handlers<Context>['getHealth'] = (_input, { system }) => {
  const checks = system.checks();
  const instanceId = system.machine.binding?.instanceId;
  return {
    status: 'ok',
    contractVersion: system.contractVersion,
    machine: system.machine.identity,
    ready: Object.values(checks).every((check) => check === 'ok'),
    checks,
    ...(instanceId === undefined ? {} : { instanceId }),
  };
};

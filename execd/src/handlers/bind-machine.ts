import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const bindMachine: Handlers<Context>['bindMachine'] = async ({ body }, context) => {
  const { system, caller } = context;
  if (caller?.audience !== body.instanceId) {
    const detail = 'The token is for another instance than the one in the body.';
    throw problem('insufficientScope', detail);
  }
  const { instanceId, machine, boundAt } = await system.machine.bind(body);
  return { instanceId, machine, boundAt, contractVersion: system.contractVersion };
};

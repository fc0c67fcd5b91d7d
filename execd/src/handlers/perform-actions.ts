import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { callerOf, type Context } from '../context.ts';
import { perform } from '../system/input/perform.ts';

export const performActions: Handlers<Context>['performActions'] = async ({ body }, context) => {
  const { system, signal } = context;
  const { actor, principal } = callerOf(context);
  const result = await perform(system.desktop, body, {
    signal,
    refuseOthers: () => system.control.refuseOthers(actor),
    observer: { principal, actor },
    tools: system.tools,
  });
  if (result.outcome !== 'completed') context.notes.failed = true;
  return result;
};

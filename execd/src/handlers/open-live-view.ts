import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { callerOf, type Context } from '../context.ts';

export const openLiveView: Handlers<Context>['openLiveView'] = async (_input, context, socket) => {
  const { bridge } = context.system;
  const server = await bridge.open();
  try {
    const protocol = socket.protocols.includes('binary') ? 'binary' : undefined;
    const { role, actor, principal, label } = callerOf(context);
    // A grant's bearer is known by it; whoever comes without one is no link's viewer.
    const link = principal.startsWith('grt_') ? { streamId: principal } : {};
    const named = label === undefined ? {} : { label };
    const viewer = {
      role: role === 'control' ? 'control' : 'view',
      actor,
      ...link,
      ...named,
    } as const;
    bridge.join(server, await socket.accept(protocol), viewer);
  } catch (error) {
    server.destroy();
    throw error;
  }
};

import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { callerOf, type Context } from '../context.ts';

export const openLiveView: Handlers<Context>['openLiveView'] = async (_input, context, socket) => {
  const { bridge } = context.system;
  const server = await bridge.open();
  try {
    const protocol = socket.protocols.includes('binary') ? 'binary' : undefined;
    const { role, actor } = callerOf(context);
    // A viewer never acts, whoever holds the control.
    bridge.join(server, await socket.accept(protocol), role === 'control' ? actor : undefined);
  } catch (error) {
    server.destroy();
    throw error;
  }
};

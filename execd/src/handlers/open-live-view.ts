import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import type { Context } from '../context.ts';

export const openLiveView: Handlers<Context>['openLiveView'] = async (_input, context, socket) => {
  const { bridge } = context.system;
  const server = await bridge.open();
  try {
    const protocol = socket.protocols.includes('binary') ? 'binary' : undefined;
    const role = context.caller?.role === 'control' ? 'control' : 'view';
    bridge.join(server, await socket.accept(protocol), role);
  } catch (error) {
    server.destroy();
    throw error;
  }
};

import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import type { Context } from '../context.ts';

export const connectPort: Handlers<Context>['connectPort'] = async ({ path }, context, socket) => {
  const { tunnels } = context.system;
  const inside = await tunnels.connect(path.port);
  try {
    const protocol = socket.protocols.includes('binary') ? 'binary' : undefined;
    tunnels.join(inside, await socket.accept(protocol));
  } catch (error) {
    inside.destroy();
    throw error;
  }
};

import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import type { Context } from '../context.ts';

export const disconnectViewer: Handlers<Context>['disconnectViewer'] = async (
  { path },
  { system },
) => system.bridge.disconnect(path.viewerId);

import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { reply } from '@cyberdesk/runtime';
import type { Context } from '../context.ts';

export const takeScreenshot: Handlers<Context>['takeScreenshot'] = async ({ query }, context) => {
  const shot = await context.system.desktop.screenshot(query);
  return reply(200, shot.bytes, {
    'content-type': shot.contentType,
    'x-image-width': String(shot.width),
    'x-image-height': String(shot.height),
    'x-cursor-x': String(shot.cursor.x),
    'x-cursor-y': String(shot.cursor.y),
    'cache-control': 'no-store',
  });
};

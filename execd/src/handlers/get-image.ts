import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { reply } from '@cyberdesk/runtime';
import type { Context } from '../context.ts';

export const getImage: Handlers<Context>['getImage'] = ({ path }, { system }) => {
  const { bytes, contentType } = system.desktop.images.get(path.imageId);
  // An image under an id never changes; it is one caller's screen, so nobody between may keep it.
  return reply(200, bytes, {
    'content-type': contentType,
    'cache-control': 'private, max-age=600, immutable',
  });
};

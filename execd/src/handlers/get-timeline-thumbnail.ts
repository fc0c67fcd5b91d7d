import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import type { Context } from '../context.ts';

export const getTimelineThumbnail: Handlers<Context>['getTimelineThumbnail'] = async (
  { path, query },
  { system },
) => new Uint8Array(await system.timeline.thumbnail(path.entryId, query.moment));

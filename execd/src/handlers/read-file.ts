import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { reply } from '@cyberdesk/runtime';
import type { Context } from '../context.ts';
import { readFile as read } from '../system/files/read.ts';

export const readFile: Handlers<Context>['readFile'] = async ({ query }) => {
  const { content, etag, sizeBytes } = await read(query.path);
  const headers: Record<string, string> = { etag };
  if (sizeBytes !== undefined) headers['content-length'] = String(sizeBytes);
  return reply(200, content, headers);
};

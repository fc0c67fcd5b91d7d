import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import { reply } from '@cyberdesk/runtime';
import { askedPath } from '../context.ts';
import type { Context } from '../context.ts';
import { readFile as read } from '../system/files/read.ts';

export const readFile: Handlers<Context>['readFile'] = async ({ query, headers }, context) => {
  const { range, 'if-range': ifRange, 'if-none-match': ifNoneMatch } = headers;
  const asked = askedPath(context, query.path);
  const file = await read(asked, { range, ifRange, ifNoneMatch });
  const { etag, sizeBytes } = file;
  if (file.state === 'notModified') return reply(304, undefined, { etag });
  if (file.state === 'unsatisfiable') {
    const unsatisfied = { 'content-range': `bytes */${sizeBytes}` };
    throw problem('rangeNotSatisfiable', file.reason, { headers: unsatisfied });
  }
  const { start, end } = file.range;
  const sent = {
    etag,
    'accept-ranges': 'bytes',
    'content-length': String(end - start),
    // Whatever a file holds, a browser that is led to it shows it as bytes and nothing else.
    'x-content-type-options': 'nosniff',
  };
  if (!file.isPart) return reply(200, file.content, sent);
  const range206 = `bytes ${start}-${end - 1}/${sizeBytes}`;
  return reply(206, file.content, { ...sent, 'content-range': range206 });
};

import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import { reply } from '@cyberdesk/runtime';
import type { Context } from '../context.ts';
import { ask } from '../system/files/path.ts';
import { readFile } from '../system/files/read.ts';

export const downloadRecording: Handlers<Context>['downloadRecording'] = async (
  { path, headers },
  { system },
) => {
  const asked = ask('/', await system.recordings.file(path.recordingId), 'path/recordingId');
  const file = await readFile(asked, { range: headers.range });
  const { etag, sizeBytes } = file;
  if (file.state === 'unsatisfiable') {
    const unsatisfied = { 'content-range': `bytes */${sizeBytes}` };
    throw problem('rangeNotSatisfiable', file.reason, { headers: unsatisfied });
  }
  // Without a condition the file is always opened.
  if (file.state !== 'open') throw new Error('a file was not opened');
  const { start, end } = file.range;
  const sent = { etag, 'accept-ranges': 'bytes', 'content-length': String(end - start) };
  if (!file.isPart) return reply(200, file.content, sent);
  const part = `bytes ${start}-${end - 1}/${sizeBytes}`;
  return reply(206, file.content, { ...sent, 'content-range': part });
};
